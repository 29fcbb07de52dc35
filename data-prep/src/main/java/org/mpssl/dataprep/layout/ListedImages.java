package org.mpssl.dataprep.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.Layout.Options;
import org.mpssl.dataprep.raw.RawFile;
import org.mpssl.dataprep.raw.RawTree;

/** Gathers the images that a dataset's lists name, and checks each against the files there are. */
final class ListedImages {

    private static final int SHOWN = 5;

    private final RawTree raw;
    private final List<String> classes;
    private final int cropBottom;

    /** By path; in the order in which they were named. */
    private final Map<String, RawImage> images = new LinkedHashMap<>();

    private final List<String> missing = new ArrayList<>();

    /**
     * An image as a list names it.
     *
     * @param end the last segments of its path
     * @param label its class, from 0
     * @param whole whether these are all segments, of a file that is there
     */
    record Named(String end, int label, boolean whole) {

        Named(String end, int label) {
            this(end, label, false);
        }

        static Named whole(String path, int label) {
            return new Named(path, label, true);
        }
    }

    ListedImages(RawTree raw, List<String> classes) {
        this(raw, classes, 0);
    }

    ListedImages(RawTree raw, List<String> classes, int cropBottom) {
        this.raw = raw;
        this.classes = classes;
        this.cropBottom = cropBottom;
    }

    /**
     * Adds the images of a part.
     *
     * @param part train, val or test
     * @param list where they are named, for messages
     * @param named in the order that they shall have
     */
    ListedImages add(String part, String list, Collection<Named> named) {
        if (named.isEmpty()) {
            throw new UserError(
                    "%s names no image of the part %s. Fetch it again.".formatted(list, part));
        }
        named.forEach(image -> add(part, list, image));
        return this;
    }

    private void add(String part, String list, Named image) {
        if (image.label() < 0 || image.label() >= classes.size()) {
            throw new UserError(
                    "%s gives %s class number %d, counted from 1; there are %d classes. Fetch it again, or use the lists that belong to this copy."
                            .formatted(list, image.end(), image.label() + 1, classes.size()));
        }
        // A whole path is the file's, though others may end with it: a/1.jpg and test/a/1.jpg.
        if (!image.whole() && !raw.has(image.end())) {
            missing.add(image.end());
            return;
        }
        RawFile file = image.whole() ? raw.at(image.end()).orElseThrow() : raw.file(image.end());
        RawImage other =
                images.put(file.path(), new RawImage(file.path(), part, image.label(), cropBottom));
        if (other != null) {
            throw new UserError(
                    "%s names %s for the part %s, but it was already named for %s: an image belongs to one part, once. Fetch the lists again."
                            .formatted(list, image.end(), part, other.part()));
        }
    }

    /**
     * Returns what was added.
     *
     * @param options of them the limit
     * @param remarks what a user should know
     * @throws UserError if an image is not there
     */
    Listing listing(Options options, List<String> remarks) {
        if (!missing.isEmpty()) {
            throw new UserError(
                    "The lists name %d images that are not among the raw files, for example %s. Check that all archives, or the whole unpacked folder, are under --from, and that lists and images are of the same copy."
                            .formatted(
                                    missing.size(),
                                    String.join(
                                            ", ",
                                            missing.subList(0, Math.min(SHOWN, missing.size())))));
        }
        int[] seen = new int[classes.size()];
        List<RawImage> kept =
                images.values().stream()
                        .filter(
                                image ->
                                        options.limit() == 0
                                                || !image.part().equals(RawImage.TRAIN)
                                                || seen[image.label()]++ < options.limit())
                        .toList();
        return new Listing(classes, kept, remarks);
    }
}
