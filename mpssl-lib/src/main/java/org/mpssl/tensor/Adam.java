package org.mpssl.tensor;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** Adam (Kingma and Ba 2015) as PyTorch defines it, in one fused update. */
public final class Adam {

    private static final double EPSILON = 1e-8;

    private final double beta1;
    private final double beta2;
    private final Parameters first;
    private final Parameters second;
    private long updates;

    /**
     * Creates an optimiser with moments of zero.
     *
     * @param parameters what it will update
     * @param manager the manager of the moments, before it is capped
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     */
    public Adam(Parameters parameters, NDManager manager, double beta1, double beta2) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.first = Operations.zerosLike(parameters, manager);
        this.second = Operations.zerosLike(parameters, manager);
    }

    /**
     * Updates parameters in place.
     *
     * @param step the current scope
     * @param parameters the parameters this optimiser was made for
     * @param gradients gradients for all their names
     * @param rate the learning rate
     */
    public void update(Step step, Parameters parameters, Parameters gradients, double rate) {
        updates++;
        step.update(
                "adam",
                List.of(
                        parameters.arrays(),
                        gradients.arrays(parameters.names()),
                        first.arrays(parameters.names()),
                        second.arrays(parameters.names())),
                rate / (1 - Math.pow(beta1, (double) updates)),
                beta1,
                beta2,
                EPSILON,
                Math.sqrt(1 - Math.pow(beta2, (double) updates)));
    }

    /** Returns the first moments, under the parameters' names. */
    public Parameters first() {
        return first;
    }

    /** Returns the second moments, under the parameters' names. */
    public Parameters second() {
        return second;
    }

    /** Returns how many updates were made. */
    public long updates() {
        return updates;
    }

    /**
     * Sets the number of updates made, after the moments were restored.
     *
     * @param made the number of updates
     */
    public void continueAt(long made) {
        updates = made;
    }
}
