package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.mpssl.tensor.Step;

/** A way to train the classifier: one step at a time. */
public interface Method {

    /**
     * Makes one step.
     *
     * @param t the number of the step, from 0; together with the seed it decides every draw
     * @param rate the learning rate of theta
     * @return the losses of the step, before the update
     */
    Losses step(long t, double rate);

    /**
     * Returns the unlabelled images that a step would train on as things are now, for whoever wants
     * to look. For one {@code t} their draws are always the same: what changes is what the method
     * has learned.
     *
     * @param step the current scope
     * @param t the number of the step
     * @return images (N, C, H, W) in [0, 1] without a graph, or nothing if the method has none
     */
    default Optional<NDArray> unlabelled(Step step, long t) {
        return Optional.empty();
    }
}
