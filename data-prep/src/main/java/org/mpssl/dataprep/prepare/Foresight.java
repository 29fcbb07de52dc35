package org.mpssl.dataprep.prepare;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.PreparedDataset;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.download.ByteCount;
import org.mpssl.dataprep.layout.Layouts;
import org.mpssl.dataprep.layout.RawImage;

/** What can be said of a preparation before its raw files are there: nobody downloads in vain. */
public final class Foresight {

    private static final int CHANNELS = 3;

    private Foresight() {}

    /**
     * Looks whether the request can be met as far as that does not depend on its raw files.
     *
     * @param request what is to be prepared
     * @throws UserError if no layout is known, or something else is in the place of the dataset
     */
    public static void requirePossible(Request request) {
        Layouts.named(request.dataset().name());
        Path target = request.target();
        requireFolder(nearest(target));
        if (Files.exists(target) && !isMadeBy(request.rules(), target)) {
            throw new UserError(
                    "%s exists already, and was not made by these rules. Remove it, or name another place with --root or --as."
                            .formatted(target));
        }
    }

    private static void requireFolder(Path place) {
        if (!Files.isDirectory(place)) {
            throw new UserError(
                    "%s is no folder, so nothing can be made in it. Name another place with --root."
                            .formatted(place));
        }
    }

    private static boolean isMadeBy(String rules, Path target) {
        return Files.exists(target.resolve(PreparedDataset.MANIFEST))
                && DatasetManifest.read(target).tool().equals(rules);
    }

    /**
     * Returns how many bytes the prepared images will take that are not there yet, as far as the
     * published numbers tell; too few rather than too many.
     *
     * @param request what is to be prepared
     * @return bytes, 0 if it is there or its files need not be the published ones
     */
    public static long imageBytes(Request request) {
        if (!request.verified() || Files.exists(request.target())) {
            return 0;
        }
        long image = (long) request.size() * request.size() * CHANNELS;
        return Math.max(0, images(request) * image - Draft.bytes(request.target()));
    }

    private static long images(Request request) {
        Published dataset = request.dataset();
        SortedMap<String, Integer> counts = dataset.counts();
        long all = counts.values().stream().mapToLong(Integer::longValue).sum();
        long train = counts.getOrDefault(RawImage.TRAIN, 0);
        long limit = (long) request.options().limit() * dataset.classes();
        return limit > 0 && limit < train ? all - train + limit : all;
    }

    /**
     * Looks whether the disks have room for raw files and prepared images together.
     *
     * @param raw the folder of the raw files, which need not exist
     * @param rawBytes how many of them are to come
     * @param target the folder of the dataset, which need not exist
     * @param imageBytes how many bytes the prepared images will take
     * @throws UserError if a disk has too little
     */
    public static void requireSpace(Path raw, long rawBytes, Path target, long imageBytes) {
        try {
            Map<FileStore, Long> needed = new LinkedHashMap<>();
            needed.merge(disk(raw), rawBytes, Long::sum);
            needed.merge(disk(target), imageBytes, Long::sum);
            for (Map.Entry<FileStore, Long> need : needed.entrySet()) {
                // Labels, lists and the file system's own tables are small beside them.
                long bytes = need.getValue() + need.getValue() / 20;
                long free = need.getKey().getUsableSpace();
                if (free < bytes) {
                    throw new UserError(
                            "%s are to be fetched and the prepared images will take %s; the disk of %s has %s free, and %s are needed there. Make room, name another place with --root, or choose a smaller --size."
                                    .formatted(
                                            ByteCount.words(rawBytes),
                                            ByteCount.words(imageBytes),
                                            target,
                                            ByteCount.words(free),
                                            ByteCount.words(bytes)));
                }
            }
        } catch (IOException e) {
            throw new UserError(
                    "Cannot see how much room there is for %s: %s. Check that it can be written."
                            .formatted(target, e.getMessage()),
                    e);
        }
    }

    private static FileStore disk(Path place) throws IOException {
        return Files.getFileStore(nearest(place));
    }

    /** The place itself, or the nearest around it that there is. */
    private static Path nearest(Path place) {
        Path there = place.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
