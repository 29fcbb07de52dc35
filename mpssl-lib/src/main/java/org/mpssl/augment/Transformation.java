package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * A random transformation of a batch of images, in two halves: draw everything, then apply it. Weak
 * and strong augmentations are both of this kind, so any can be paired with any.
 */
public interface Transformation {

    /**
     * Draws what one batch needs.
     *
     * @param random the stream; it is read in an order that is part of the transformation
     * @param images the shape of the batch, (N, C, H, W)
     * @return the draws; equal streams and shapes give equal draws
     */
    Draws draw(RandomStream random, Shape images);

    /**
     * Applies draws; nothing random happens here.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param draws from {@link #draw} for this shape
     * @return (N, C, H, W) in [0, 1]
     */
    NDArray apply(Step step, NDArray images, Draws draws);
}
