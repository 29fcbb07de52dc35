package org.mpssl.dataprep.layout;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/**
 * Lists with a path on each line, whose folder is the class.
 *
 * @param raw the files
 * @param folders of the classes, in label order
 */
record FolderList(RawTree raw, List<String> folders) {

    /**
     * Reads a list.
     *
     * @param list the end of its path
     * @param suffix what the paths lack
     * @return its images, below {@code images/}, sorted by path
     */
    List<Named> read(String list, String suffix) {
        Map<String, Integer> labels = new HashMap<>();
        folders.forEach(folder -> labels.put(folder, labels.size()));
        return raw.lines(list).stream()
                .map(String::strip)
                .map(path -> named(list, path, suffix, labels.get(folder(list, path))))
                .sorted(Comparator.comparing(Named::end))
                .toList();
    }

    /** Returns the first segment of a path. */
    static String folder(String list, String path) {
        if (path.indexOf('/') <= 0) {
            throw new UserError(
                    "%s has the line '%s'; a line should be a path within a folder. Fetch it again."
                            .formatted(list, path));
        }
        return path.substring(0, path.indexOf('/'));
    }

    private static Named named(String list, String path, String suffix, Integer label) {
        if (label == null) {
            throw new UserError(
                    "%s names '%s', whose folder is none of the classes. Fetch the lists again."
                            .formatted(list, path));
        }
        return new Named("images/" + path + suffix, label);
    }
}
