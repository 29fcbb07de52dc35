package org.mpssl.dataprep;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What is to be seen on the disk of a preparation.
 *
 * @param fetched bytes of raw files, unfinished ones included
 * @param unfinished whether there is a raw file that is not whole
 * @param noted images that its journal has
 * @param written when each of the files was written that come after the pixels, in milliseconds
 * @param done whether the dataset is there
 */
record Footprint(
        long fetched, boolean unfinished, int noted, Map<String, Long> written, boolean done) {

    /** An entry of the journal: the image's number and its checksum. */
    private static final int NOTE = 8;

    /** Where a preparation is. */
    enum Stage {
        DOWNLOAD,
        SCAN,
        DECODE,
        WRITE
    }

    /**
     * How much there is of a dataset.
     *
     * @param rawBytes of all its files
     * @param images that are decoded; none in Fashion-MNIST
     */
    record Whole(long rawBytes, int images) {}

    static Footprint of(Path root, String name) {
        File[] raw = files(root.resolve("raw").resolve(name));
        long fetched =
                Stream.of(raw)
                        .filter(file -> !file.getName().contains(".json"))
                        .mapToLong(File::length)
                        .sum();
        boolean unfinished = Stream.of(raw).anyMatch(file -> file.getName().endsWith(".part"));
        Path draft = root.resolve("." + name + ".preparing");
        Map<String, Long> written = new TreeMap<>();
        Stream.concat(
                        Stream.of(files(draft.resolve("dataset")))
                                .filter(file -> !file.getName().endsWith(".images.u8")),
                        Stream.of(files(root.resolve("." + name + ".draft"))))
                .forEach(file -> written.put(file.getName(), file.lastModified()));
        return new Footprint(
                fetched,
                unfinished,
                (int) (draft.resolve("journal").toFile().length() / NOTE),
                written,
                root.resolve(name).toFile().exists());
    }

    private static File[] files(Path folder) {
        File[] files = folder.toFile().listFiles(File::isFile);
        return files == null ? new File[0] : files;
    }

    /** Returns how many files were written since another look, half ones included. */
    int writtenSince(Footprint before) {
        return (int)
                written.entrySet().stream()
                        .filter(file -> !file.getValue().equals(before.written.get(file.getKey())))
                        .count();
    }

    /** Returns whether all raw files are there. */
    boolean hasAll(Whole whole) {
        return fetched >= whole.rawBytes() && !unfinished;
    }

    /**
     * Returns what a process was at that is gone now.
     *
     * @param before what was there when it began
     * @param whole how much there is
     * @return nothing if it had not begun or was done
     */
    Optional<Stage> since(Footprint before, Whole whole) {
        if (done) {
            return Optional.empty();
        }
        boolean noted = this.noted > before.noted;
        if (writtenSince(before) > 0 || (noted && this.noted == whole.images())) {
            return Optional.of(Stage.WRITE);
        }
        if (noted) {
            return Optional.of(Stage.DECODE);
        }
        if (hasAll(whole)) {
            return before.hasAll(whole) ? Optional.empty() : Optional.of(Stage.SCAN);
        }
        return fetched > before.fetched ? Optional.of(Stage.DOWNLOAD) : Optional.empty();
    }
}
