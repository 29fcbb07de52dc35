package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.UserError;
import org.mpssl.tensor.OwnedArrays;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * A weak augmentation: a horizontal flip with probability one half, and a shift by whole pixels.
 * That is the same as a crop of the original size at a random place of the image padded by {@code
 * shift} on all sides.
 *
 * @param shift the largest shift in pixels, in both directions
 * @param border what comes in from outside
 */
public record FlipAndShift(int shift, Border border) implements Transformation {

    /** Checks the shift. */
    public FlipAndShift {
        if (shift < 0) {
            throw new IllegalArgumentException("the shift must be at least 0, it is " + shift);
        }
    }

    /**
     * A shift with zeros outside.
     *
     * @param shift the largest shift in pixels
     */
    public FlipAndShift(int shift) {
        this(shift, Border.ZERO);
    }

    @Override
    public Draws draw(RandomStream random, Shape images) {
        return draw(random, (int) images.get(0));
    }

    /**
     * Draws flips and shifts; the size of the images plays no part.
     *
     * @param random the stream
     * @param n the batch size
     * @return per image: {@code flip}, mirrored (1) or not, {@code right} and {@code down}, the
     *     shift in pixels
     */
    public Draws draw(RandomStream random, int n) {
        int[] flip = new int[n];
        int[] right = new int[n];
        int[] down = new int[n];
        for (int i = 0; i < n; i++) {
            flip[i] = random.nextInt(2);
            right[i] = random.nextInt(2 * shift + 1) - shift;
            down[i] = random.nextInt(2 * shift + 1) - shift;
        }
        return Draws.none().with("flip", flip).with("right", right).with("down", down);
    }

    /** Applies draws in one gather: every pixel of the result names the pixel it comes from. */
    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        int[] flip = draws.integers("flip");
        int[] right = draws.integers("right");
        int[] down = draws.integers("down");
        Shape shape = images.getShape();
        int n = (int) shape.get(0);
        int channels = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        if (border == Border.REFLECT && shift >= Math.min(height, width)) {
            throw new UserError(
                    "A shift of %d pixels cannot be filled by reflection in images of %d x %d pixels; it has to be smaller than both."
                            .formatted(shift, height, width));
        }
        long[] source = new long[n * height * width];
        float[] inside = new float[source.length];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int y = 0; y < height; y++) {
                int fromY = border.source(y - down[i], height);
                for (int x = 0; x < width; x++, k++) {
                    int shifted = border.source(x - right[i], width);
                    int fromX = flip[i] == 1 ? width - 1 - shifted : shifted;
                    if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) {
                        source[k] = (long) fromY * width + fromX;
                        inside[k] = 1;
                    }
                }
            }
        }
        Shape perPixel = new Shape(n, 1, (long) height * width);
        NDArray index = OwnedArrays.of(step.manager(), source, perPixel);
        if (channels > 1) {
            index = index.repeat(1, channels);
        }
        NDArray flat = images.reshape(n, channels, -1);
        return flat.gather(index, 2).mul(step.array(inside, perPixel)).reshape(shape);
    }
}
