package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.Step;

/**
 * An operation that moves pixels, with bilinear interpolation. The 8-bit implementations take the
 * nearest pixel instead, whose result does not depend smoothly on anything.
 *
 * @param motion the map
 * @param outside the colour of what comes in from outside
 */
record Warp(Motion motion, Colour outside) implements Operation {

    /** A warp with black outside. */
    static Warp of(Motion motion) {
        return new Warp(motion, Colour.BLACK);
    }

    @Override
    public NDArray apply(Step step, NDArray images, Chosen chosen) {
        Shape shape = images.getShape();
        double height = shape.get(2);
        double width = shape.get(3);
        double[] affine = new double[6 * chosen.size()];
        for (int i = 0; i < chosen.size(); i++) {
            double[] map = motion.map(chosen.value()[i], width, height);
            System.arraycopy(normalised(map, width, height), 0, affine, 6 * i, 6);
        }
        NDArray maps = step.array(affine, new Shape(chosen.size(), 2, 3));
        if (outside.isBlack()) {
            return step.warp(images, maps);
        }
        NDArray colour = outside.array(step, shape.get(1));
        return step.warp(images.sub(colour), maps).add(colour);
    }

    /** The same map in coordinates of [-1, 1] over the image's outer edges. */
    private static double[] normalised(double[] map, double width, double height) {
        double cx = width - 1;
        double cy = height - 1;
        return new double[] {
            map[0],
            map[1] * height / width,
            (map[0] * cx + map[1] * cy + 2 * map[2] - cx) / width,
            map[3] * width / height,
            map[4],
            (map[3] * cx + map[4] * cy + 2 * map[5] - cy) / height
        };
    }
}
