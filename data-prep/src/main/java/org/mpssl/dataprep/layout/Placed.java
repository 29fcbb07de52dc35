package org.mpssl.dataprep.layout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mpssl.UserError;

/**
 * An image in a folder of classes.
 *
 * @param path of its file
 * @param root the folders above part and class
 * @param part what its folder's folder says, train if nothing
 * @param folder that it lies in, which is its class
 */
record Placed(String path, String root, String part, String folder) {

    static final List<String> SUFFIXES = List.of("jpg", "jpeg", "png", "gif", "bmp");

    private static final Map<String, String> PARTS =
            Map.of(
                    "train", RawImage.TRAIN,
                    "val", RawImage.VAL,
                    "valid", RawImage.VAL,
                    "validation", RawImage.VAL,
                    "test", RawImage.TEST);

    /** Returns whether a file is an image by its suffix, and not of what macOS and others add. */
    static boolean isImage(String path) {
        String suffix = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return SUFFIXES.contains(suffix) && !isHidden(path);
    }

    /** Returns whether a file is hidden, or of what macOS adds to archives. */
    static boolean isHidden(String path) {
        return ("/" + path).contains("/.") || ("/" + path).contains("/__MACOSX/");
    }

    /** Interned: a million images have a few roots and folders. */
    Placed {
        root = root.intern();
        folder = folder.intern();
    }

    static Placed of(String path) {
        List<String> segments = List.of(path.split("/"));
        int folder = segments.size() - 2;
        if (folder < 0) {
            throw new UserError(
                    "%s lies in no folder, so it has no class. Put the images of each class into a folder of its own."
                            .formatted(path));
        }
        String above = folder == 0 ? "" : segments.get(folder - 1).toLowerCase(Locale.ROOT);
        String part = PARTS.get(above);
        // Images without a part have a root of their own kind, so that the two are not mixed.
        return part == null
                ? new Placed(
                        path,
                        String.join("/", segments.subList(0, folder)) + "/CLASS",
                        RawImage.TRAIN,
                        segments.get(folder))
                : new Placed(
                        path,
                        String.join("/", segments.subList(0, folder - 1)) + "/PART/CLASS",
                        part,
                        segments.get(folder));
    }
}
