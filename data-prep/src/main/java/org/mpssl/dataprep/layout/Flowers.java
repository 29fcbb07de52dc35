package org.mpssl.dataprep.layout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mpssl.UserError;
import org.mpssl.dataprep.layout.ListedImages.Named;
import org.mpssl.dataprep.raw.RawTree;

/** Flowers-102: numbered images, a MATLAB vector of their labels and three of their numbers. */
final class Flowers implements Layout {

    private static final int CLASSES = 102;
    private static final String LABELS = "imagelabels.mat";
    private static final String PARTS = "setid.mat";

    @Override
    public Listing list(RawTree raw, Options options) {
        int[] labels = MatlabFile.read(raw, LABELS).numbers("labels");
        MatlabFile parts = MatlabFile.read(raw, PARTS);
        int[] train = parts.numbers("trnid");
        int[] val = parts.numbers("valid");
        int[] test = parts.numbers("tstid");
        int listed = train.length + val.length + test.length;
        if (listed != labels.length) {
            throw new UserError(
                    "%s has %d images in its three parts, %s has %d labels. Fetch both again."
                            .formatted(PARTS, listed, LABELS, labels.length));
        }
        // The small part is the official training set, though others train on the large one.
        return new ListedImages(raw, classes())
                .add(RawImage.TRAIN, PARTS, named(train, labels))
                .add(RawImage.VAL, PARTS, named(val, labels))
                .add(RawImage.TEST, PARTS, named(test, labels))
                .listing(options, List.of());
    }

    /** The files name no class. */
    private static List<String> classes() {
        return IntStream.rangeClosed(1, CLASSES).mapToObj(i -> "class " + i).toList();
    }

    private static List<Named> named(int[] numbers, int[] labels) {
        return Arrays.stream(numbers).sorted().mapToObj(number -> named(number, labels)).toList();
    }

    private static Named named(int number, int[] labels) {
        if (number < 1 || number > labels.length) {
            throw new UserError(
                    "%s has image %d, but %s has labels of 1 to %d. Fetch both again."
                            .formatted(PARTS, number, LABELS, labels.length));
        }
        return new Named("jpg/image_%05d.jpg".formatted(number), labels[number - 1] - 1);
    }
}
