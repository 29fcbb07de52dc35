package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The weak augmentation: a horizontal flip with probability one half, and a shift by whole pixels.
 *
 * @param shift the largest shift in pixels, in both directions; what comes in from outside is zero
 */
public record FlipAndShift(int shift) {

    /** Checks the shift. */
    public FlipAndShift {
        if (shift < 0) {
            throw new IllegalArgumentException("the shift must be at least 0, it is " + shift);
        }
    }

    /**
     * What was drawn for each image of a batch.
     *
     * @param flip whether it is mirrored
     * @param right shift to the right in pixels
     * @param down shift downwards in pixels
     */
    // Numbers in bulk, passed on and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Draws(boolean[] flip, int[] right, int[] down) {}

    /**
     * Draws flips and shifts.
     *
     * @param random the stream
     * @param n the batch size
     * @return one draw per image
     */
    public Draws draw(RandomStream random, int n) {
        Draws draws = new Draws(new boolean[n], new int[n], new int[n]);
        for (int i = 0; i < n; i++) {
            draws.flip[i] = random.nextInt(2) == 1;
            draws.right[i] = random.nextInt(2 * shift + 1) - shift;
            draws.down[i] = random.nextInt(2 * shift + 1) - shift;
        }
        return draws;
    }

    /**
     * Applies draws in one gather: every pixel of the result names the pixel it comes from.
     *
     * @param step the current scope
     * @param images (N, C, H, W)
     * @param draws N draws
     * @return (N, C, H, W)
     */
    public NDArray apply(Step step, NDArray images, Draws draws) {
        Shape shape = images.getShape();
        int n = (int) shape.get(0);
        int channels = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        long[] source = new long[n * height * width];
        float[] inside = new float[source.length];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int y = 0; y < height; y++) {
                int fromY = y - draws.down[i];
                for (int x = 0; x < width; x++, k++) {
                    int shifted = x - draws.right[i];
                    int fromX = draws.flip[i] ? width - 1 - shifted : shifted;
                    if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) {
                        source[k] = (long) fromY * width + fromX;
                        inside[k] = 1;
                    }
                }
            }
        }
        Shape perPixel = new Shape(n, 1, (long) height * width);
        NDArray index = step.manager().create(source, perPixel);
        if (channels > 1) {
            index = index.repeat(1, channels);
        }
        NDArray flat = images.reshape(n, channels, -1);
        return flat.gather(index, 2).mul(step.array(inside, perPixel)).reshape(shape);
    }
}
