package org.mpssl.dataprep.layout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.dataprep.raw.RawFile;

/**
 * What lies in a folder of classes and is not taken for an image: nobody should have to notice that
 * by the numbers.
 *
 * @param paths of the files
 */
record OtherFiles(List<String> paths) {

    /** Images of kinds that are not decoded. */
    private static final Set<String> UNREADABLE =
            Set.of("webp", "tif", "tiff", "heic", "heif", "avif", "jp2", "svg");

    static OtherFiles among(Stream<? extends RawFile> files) {
        return new OtherFiles(
                files.map(RawFile::path)
                        .filter(path -> !Placed.isImage(path) && !Placed.isHidden(path))
                        .toList());
    }

    /**
     * Refuses a folder of images none of which can be read: it would be a class that is missing.
     *
     * @param read the paths of the images
     */
    void requireNoLostClass(Stream<String> read) {
        Set<String> folders = read.map(OtherFiles::folder).collect(Collectors.toSet());
        for (String path : paths) {
            if (UNREADABLE.contains(suffix(path)) && !folders.contains(folder(path))) {
                throw new UserError(
                        "The folder of %s has no image that can be read, so its class would be missing. Read are %s: convert the others."
                                .formatted(path, String.join(", ", Placed.SUFFIXES)));
            }
        }
    }

    /** Returns how many files of which suffix are left out. */
    Optional<String> remark() {
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> counts =
                paths.stream()
                        .collect(
                                Collectors.groupingBy(
                                        OtherFiles::kind, TreeMap::new, Collectors.counting()));
        String kinds =
                counts.entrySet().stream()
                        .map(kind -> kind.getValue() + " " + kind.getKey())
                        .collect(Collectors.joining(", "));
        return Optional.of("Not taken for images, by their names: %s.".formatted(kinds));
    }

    private static String kind(String path) {
        return suffix(path).isEmpty() ? "without a suffix" : "." + suffix(path);
    }

    private static String suffix(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
