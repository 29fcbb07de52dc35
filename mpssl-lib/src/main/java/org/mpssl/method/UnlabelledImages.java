package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Step;

/** Where a semi-supervised method takes its unlabelled images from. */
@FunctionalInterface
public interface UnlabelledImages {

    /**
     * Returns the unlabelled images of a step.
     *
     * @param step the current scope
     * @param t the number of the step
     * @return (N, C, H, W) in [0, 1], without a graph
     */
    NDArray at(Step step, long t);
}
