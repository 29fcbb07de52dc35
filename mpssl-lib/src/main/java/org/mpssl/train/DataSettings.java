package org.mpssl.train;

import java.util.List;
import org.mpssl.data.ImageFormat;

/**
 * Which images a run is trained and tested on.
 *
 * @param labelsPerClass images per class in D
 * @param validationPerClass images per class in D_val
 * @param testOn what test accuracy is measured on: the {@code test} images, or for the choice of
 *     settings the {@code held-back} training images that are in neither D nor D_val
 * @param testImages how many of them are used, 0 for all
 * @param imageSize height and width of what the classifier sees; images of another size are resized
 * @param channels of what the classifier sees, 1 or 3; grey images are repeated
 */
public record DataSettings(
        int labelsPerClass,
        int validationPerClass,
        String testOn,
        int testImages,
        int imageSize,
        int channels) {

    /** Zeros around a 28-pixel image, which make it 32 pixels. */
    private static final int PADDING = 2;

    /** What the shipped foundation models see and make. */
    static final ImageFormat SHIPPED = new ImageFormat(PADDING, 32, 1);

    void check(SpecCheck check) {
        check.within("labelsPerClass", labelsPerClass, 1, 100_000)
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
        return new ImageFormat(PADDING, imageSize, channels);
    }
}
