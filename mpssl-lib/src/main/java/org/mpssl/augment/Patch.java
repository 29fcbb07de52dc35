package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.Step;

/**
 * Covers a square with a colour. It reaches half its side, rounded down, to the left of and above
 * (x, y), and as far less one pixel to the right and below; what lies outside the image is lost.
 * The value is the side in pixels, rounded down.
 *
 * @param colour what covers
 */
record Patch(Colour colour) implements Operation {

    @Override
    public NDArray apply(Step step, NDArray images, Chosen chosen) {
        Shape shape = images.getShape();
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        float[] kept = new float[chosen.size() * height * width];
        for (int i = 0; i < chosen.size(); i++) {
            int half = (int) chosen.value()[i] / 2;
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    boolean covered =
                            within(row - chosen.y()[i], half)
                                    && within(column - chosen.x()[i], half);
                    kept[(i * height + row) * width + column] = covered ? 0 : 1;
                }
            }
        }
        NDArray mask = step.array(kept, new Shape(chosen.size(), 1, height, width));
        NDArray cover = mask.neg().add(1).mul(colour.array(step, shape.get(1)));
        return images.mul(mask).add(cover);
    }

    private static boolean within(int distance, int half) {
        return distance >= -half && distance < half;
    }
}
