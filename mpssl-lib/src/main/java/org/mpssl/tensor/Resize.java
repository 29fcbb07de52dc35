package org.mpssl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Bilinear resizing with anti-aliasing, as torchvision does it by default: every output pixel is an
 * average of input pixels under a triangle that is as wide as the ratio of the sizes, or two pixels
 * where images grow.
 *
 * <p>It is two matrix products with constants, and so differentiable any number of times.
 */
public final class Resize {

    private Resize() {}

    /**
     * Resizes images.
     *
     * @param images (N, C, H, W)
     * @param height of the results
     * @param width of the results
     * @return (N, C, height, width)
     */
    public static NDArray bilinear(NDArray images, int height, int width) {
        Shape shape = images.getShape();
        NDArray columns = weights(images, (int) shape.get(3), width);
        NDArray rows = weights(images, (int) shape.get(2), height);
        return rows.matMul(images.matMul(columns.transpose()));
    }

    /** The matrix (to, from) whose rows are the weights of the output pixels along one axis. */
    private static NDArray weights(NDArray like, int from, int to) {
        double scale = from / (double) to;
        double reach = Math.max(scale, 1);
        double[] matrix = new double[to * from];
        for (int i = 0; i < to; i++) {
            double center = scale * (i + 0.5);
            int first = Math.max((int) (center - reach + 0.5), 0);
            int end = Math.min((int) (center + reach + 0.5), from);
            double sum = 0;
            for (int j = first; j < end; j++) {
                double weight = Math.max(0, 1 - Math.abs((j + 0.5 - center) / reach));
                matrix[i * from + j] = weight;
                sum += weight;
            }
            for (int j = first; j < end; j++) {
                matrix[i * from + j] /= sum;
            }
        }
        NDManager manager = like.getManager();
        return OwnedArrays.of(manager, matrix, new Shape(to, from), like.getDataType());
    }
}
