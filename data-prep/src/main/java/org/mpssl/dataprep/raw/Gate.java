package org.mpssl.dataprep.raw;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Lets an archive's entries in, one after the other, unless there is something wrong with one. */
final class Gate {

    private final Limits limits;
    private final long archiveBytes;
    private final Map<String, String> pathsByFolded = new HashMap<>();
    private int entries;
    private long total;
    private String last = "its start";

    Gate(Limits limits, long archiveBytes) {
        this.limits = limits;
        this.archiveBytes = archiveBytes;
    }

    /** Returns the entry that was looked at last, for messages. */
    String last() {
        return last;
    }

    /** Refuses more entries than there may be. */
    void count(long number) throws RefusedException {
        if (number > limits.entries()) {
            throw new RefusedException("it has more than %d entries".formatted(limits.entries()));
        }
    }

    /**
     * Looks at an entry.
     *
     * @param name as the archive has it
     * @param folder whether it is one
     * @param size in bytes
     * @return its path, or null if it is a folder, or no part of what was packed
     */
    String admit(String name, boolean folder, long size) throws RefusedException {
        count(++entries);
        EntryName entry = new EntryName(name);
        last = entry.shown();
        entry.check();
        String path = entry.path();
        if (folder || entry.isLitter()) {
            return null;
        }
        measure(size);
        claim(path);
        return path;
    }

    private void measure(long size) throws RefusedException {
        if (size < 0 || size > limits.entryBytes()) {
            throw new RefusedException(
                    "%s has %d bytes; a file may have %d"
                            .formatted(last, size, limits.entryBytes()));
        }
        total += size;
        if (total > limits.totalBytes()) {
            throw new RefusedException(
                    "its files have more than %d bytes together".formatted(limits.totalBytes()));
        }
        if (limits.isBomb(total, archiveBytes)) {
            throw new RefusedException(
                    "its %d bytes unpack to more than %d times as many"
                            .formatted(archiveBytes, limits.ratio()));
        }
    }

    private void claim(String path) throws RefusedException {
        String other = pathsByFolded.putIfAbsent(folded(path), path);
        if (other != null) {
            throw new RefusedException(
                    other.equals(path)
                            ? "%s is in it twice".formatted(path)
                            : "%s and %s are one name on some systems".formatted(other, path));
        }
    }

    /** Returns what names have in common that a file system may not tell apart. */
    private static String folded(String path) {
        // Upper case first: some letters have two lower cases. ROOT: the Turkish i is another one.
        String composed = Normalizer.normalize(path, Normalizer.Form.NFC);
        String folded = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        // The same string where nothing changed: half of the memory.
        return folded.equals(path) ? path : Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
