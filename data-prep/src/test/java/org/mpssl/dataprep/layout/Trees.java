package org.mpssl.dataprep.layout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.mpssl.dataprep.raw.RawFile;
import org.mpssl.dataprep.raw.RawTree;

/** The raw files of a folder, archives unpacked, in memory, where a test can change them. */
public final class Trees {

    private static final List<String> LISTS = List.of(".txt", ".json", ".mat");

    private final SortedMap<String, byte[]> files = new TreeMap<>();

    public static Trees read(Path folder) throws IOException {
        Trees trees = new Trees();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith("gz") && !file.toString().endsWith("ubyte.gz")) {
                    trees.unpack(file);
                } else {
                    String path = folder.relativize(file).toString().replace('\\', '/');
                    trees.files.put(path, Files.readAllBytes(file));
                }
            }
        }
        return trees;
    }

    public static Trees empty() {
        return new Trees();
    }

    private void unpack(Path archive) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (files.put(entry.getName(), tar.readAllBytes()) != null) {
                    throw new IOException(entry.getName() + " is there twice");
                }
            }
        }
    }

    public byte[] bytes(String path) {
        return files.get(path);
    }

    String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    Trees with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    Trees with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces a part of a text, which must be there. */
    Trees edit(String path, String before, String after) {
        String text = text(path);
        if (!text.contains(before)) {
            throw new IllegalArgumentException(path + " lacks " + before);
        }
        return with(path, text.replace(before, after));
    }

    Trees without(String path) {
        if (files.remove(path) == null) {
            throw new IllegalArgumentException("there is no " + path);
        }
        return this;
    }

    /** Moves all files whose path begins with something. */
    Trees moved(String from, String to) {
        for (String path : List.copyOf(files.tailMap(from).keySet())) {
            if (path.startsWith(from)) {
                files.put(to + path.substring(from.length()), files.remove(path));
            }
        }
        return this;
    }

    Trees copy() {
        Trees copy = new Trees();
        copy.files.putAll(files);
        return copy;
    }

    public RawTree tree() {
        return new RawTree(
                files.entrySet().stream()
                        .map(
                                file ->
                                        new RawFile(
                                                file.getKey(),
                                                file.getValue().length,
                                                "a test",
                                                LISTS.stream().anyMatch(file.getKey()::endsWith)
                                                        ? file.getValue()
                                                        : null))
                        .toList());
    }

    List<String> paths() {
        return List.copyOf(files.keySet());
    }
}
