package org.mpssl.dataprep.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keeps the lists among the files of a source: texts, JSON and MATLAB files. */
final class Lists {

    private static final List<String> SUFFIXES = List.of(".txt", ".json", ".mat");

    private final String source;
    private final Limits limits;
    private final List<String> tooLong = new ArrayList<>();
    private long kept;

    Lists(String source, Limits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** Returns whether a file is a list, by its name. */
    static boolean isList(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /** Returns a file, with its content if it is a list. */
    RawFile file(String path, long size, InputStream content) throws IOException {
        if (!isList(path)) {
            return new RawFile(path, size, source, null);
        }
        if (size > limits.listBytes() || kept + size > limits.allListBytes()) {
            tooLong.add(path);
            return new RawFile(path, size, source, null);
        }
        kept += size;
        return new RawFile(path, size, source, whole(content, size));
    }

    /** Returns what there is to say about lists that were too long: one sentence. */
    List<String> remarks() {
        return tooLong.isEmpty()
                ? List.of()
                : List.of(
                        "Of %s %d texts are too long to be kept as lists, the first is %s."
                                .formatted(source, tooLong.size(), tooLong.get(0)));
    }

    /** Reads a file that says how long it is. */
    static byte[] whole(InputStream content, long size) throws IOException {
        // Not an array of that size at once: the size may be a lie.
        byte[] bytes = content.readNBytes(Math.toIntExact(size));
        if (bytes.length < size) {
            throw new EOFException("%d bytes are missing".formatted(size - bytes.length));
        }
        return bytes;
    }
}
