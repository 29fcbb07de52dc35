package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Step;

/** One operation of a strong policy, on a batch whose images each have a value of their own. */
interface Operation {

    /**
     * Applies the operation.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param chosen what was drawn for the N images
     * @return (N, C, H, W) in [0, 1]
     */
    NDArray apply(Step step, NDArray images, Chosen chosen);

    /**
     * Whether results depend on the images' values in more than steps. If not, the gradient with
     * respect to the images is zero.
     */
    default boolean differentiable() {
        return true;
    }
}
