package org.mpssl.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mpssl.data.ImageFormat;
import org.mpssl.data.SplitRule;
import org.mpssl.files.ClonePath;

/**
 * Which images a run is trained and tested on.
 *
 * @param pool which official lists may have labels: {@code train+val}, or {@code train} alone
 * @param split {@code counts} of each class, {@code fractions} of the pool, or a {@code .json} file
 * @param labelsPerClass with {@code counts}: images per class in D
 * @param validationPerClass with {@code counts}: images per class in D_val
 * @param labelledFraction with {@code fractions}: the share of the pool in D and D_val
 * @param validationFraction with {@code fractions}: the share of these in D_val
 * @param testOn what test accuracy is measured on: the {@code test} images, or for the choice of
 *     settings the {@code held-back} training images that are in neither D nor D_val
 * @param testImages how many of them are used, 0 for all
 * @param imageSize height and width of what the classifier sees; images of another size are resized
 * @param channels of what the classifier sees, 1 or 3; grey images are repeated
 */
public record DataSettings(
        String pool,
        String split,
        int labelsPerClass,
        int validationPerClass,
        double labelledFraction,
        double validationFraction,
        String testOn,
        int testImages,
        int imageSize,
        int channels) {

    /** The dataset of the embedded study. */
    static final String SHIPPED_DATASET = "fashion-mini";

    /** What the shipped foundation models see and make. */
    static final ImageFormat SHIPPED = new ImageFormat(32, 1);

    static final String COUNTS = "counts";
    static final String FRACTIONS = "fractions";
    static final String TRAIN_AND_VAL = "train+val";

    void check(SpecCheck check) {
        check.oneOf("pool", pool, List.of(TRAIN_AND_VAL, "train"))
                .that(
                        splitFile().isPresent() || List.of(COUNTS, FRACTIONS).contains(split),
                        "split is '%s'; allowed are %s and files that end in .json"
                                .formatted(split, List.of(COUNTS, FRACTIONS)))
                .above("labelledFraction", labelledFraction, 0, 1)
                .within("validationFraction", validationFraction, 0, 0.9)
                .within("labelsPerClass", labelsPerClass, 1, 100_000)
                .within("validationPerClass", validationPerClass, 1, 100_000)
                .oneOf("testOn", testOn, List.of("test", "held-back"))
                .within("testImages", testImages, 0, 10_000_000)
                .within("imageSize", imageSize, 8, 512)
                .that(
                        channels == 1 || channels == 3,
                        "channels is %d; allowed are 1 and 3".formatted(channels));
    }

    /** Returns what the classifier sees. */
    ImageFormat format() {
        return new ImageFormat(imageSize, channels);
    }

    /** Returns whether the official validation list belongs to the pool. */
    boolean usesValidationList() {
        return pool.equals(TRAIN_AND_VAL);
    }

    /** Returns the file that says how the pool is split, if one does. */
    Optional<Path> splitFile() {
        return split.endsWith(".json") ? Optional.of(ClonePath.of(split)) : Optional.empty();
    }

    /** Returns how the pool is split where no file says it. */
    SplitRule splitRule() {
        return split.equals(COUNTS)
                ? new SplitRule.PerClass(labelsPerClass, validationPerClass)
                : new SplitRule.Fractions(labelledFraction, validationFraction);
    }
}
