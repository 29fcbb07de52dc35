package org.mpssl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** The largest of the pixels under a moving window. */
public final class Pooling {

    private Pooling() {}

    /**
     * Takes the largest pixel under each window; what lies outside an image never is.
     * Differentiable any number of times.
     *
     * @param images (N, C, H, W)
     * @param size of the window
     * @param stride in both directions
     * @param padding how far the window reaches over the edge, at most half its size
     * @return (N, C, H', W')
     */
    public static NDArray max(NDArray images, int size, int stride, int padding) {
        return JniUtils.maxPool(
                (PtNDArray) images,
                new Shape(size, size),
                new Shape(stride, stride),
                new Shape(padding, padding),
                false);
    }
}
