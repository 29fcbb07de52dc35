package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * Cutout (DeVries and Taylor 2017): a square of one colour at a uniformly random place of every
 * image, cut off at the borders.
 *
 * <p>The centre is a pixel; of the drawn side, whole pixels are used, and of these the even part,
 * as google-research/uda does. Draws: {@code cutout-side} in pixels, {@code cutout-x}, {@code
 * cutout-y}, per image.
 *
 * @param least the least side, as a share of the image's width
 * @param most the largest side; sides are uniform between them
 * @param colour of the square
 */
public record Cutout(double least, double most, Colour colour) implements Transformation {

    /** Checks the sides. */
    public Cutout {
        if (!(least >= 0 && least <= most && most <= 2)) {
            throw new IllegalArgumentException(
                    "cutout needs sides of 0 to 2 widths, the least first: %s, %s"
                            .formatted(least, most));
        }
    }

    @Override
    public Draws draw(RandomStream random, Shape images) {
        int n = (int) images.get(0);
        int height = (int) images.get(2);
        int width = (int) images.get(3);
        int[] side = new int[n];
        int[] x = new int[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            side[i] = (int) ((least + (most - least) * random.nextDouble()) * width);
            x[i] = random.nextInt(width);
            y[i] = random.nextInt(height);
        }
        return Draws.none().with("cutout-side", side).with("cutout-x", x).with("cutout-y", y);
    }

    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        Chosen chosen =
                new Chosen(
                        draws.floats("cutout-side"),
                        draws.integers("cutout-x"),
                        draws.integers("cutout-y"));
        return new Patch(colour).apply(step, images, chosen);
    }
}
