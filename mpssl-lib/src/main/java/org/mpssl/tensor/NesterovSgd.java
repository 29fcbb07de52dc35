package org.mpssl.tensor;

import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Stochastic gradient descent with Nesterov momentum, as PyTorch defines it, in one fused update.
 *
 * <p>With gradient g, weight decay w, momentum m and rate r: {@code g += w p; b = m b + g; p -= r
 * (g + m b)}.
 */
public final class NesterovSgd {

    private final double momentum;
    private final double weightDecay;
    private final Parameters buffers;

    /**
     * Creates an optimiser with momentum buffers of zero.
     *
     * @param parameters what it will update
     * @param manager the manager of the buffers, before it is capped
     * @param momentum between 0 and 1
     * @param weightDecay at least 0
     */
    public NesterovSgd(
            Parameters parameters, NDManager manager, double momentum, double weightDecay) {
        this.momentum = momentum;
        this.weightDecay = weightDecay;
        this.buffers = Operations.zerosLike(parameters, manager);
    }

    /**
     * Updates parameters in place.
     *
     * @param step the current scope
     * @param parameters the parameters this optimiser was made for
     * @param gradients gradients for all their names; their contents are overwritten
     * @param rate the learning rate
     */
    public void update(Step step, Parameters parameters, Parameters gradients, double rate) {
        step.update(
                "sgd",
                List.of(
                        parameters.arrays(),
                        gradients.arrays(parameters.names()),
                        buffers.arrays(parameters.names())),
                rate,
                momentum,
                weightDecay);
    }

    /** Returns the momentum buffers, under the parameters' names. */
    public Parameters buffers() {
        return buffers;
    }
}
