package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.mpssl.tensor.Step;

/** The loss of unlabelled images, {@code l_unsup} of equation 3: it compares two views of them. */
public interface UnsupervisedLoss {

    /**
     * The loss of a batch, with what a table of metrics shows beside it.
     *
     * @param loss a scalar
     * @param metrics numbers by name, for example the share of images above their threshold
     */
    record Value(NDArray loss, Map<String, Double> metrics) {}

    /** Returns the name of the loss in tables of metrics. */
    String name();

    /**
     * Returns whether it looks at logits, and so trains the head too; otherwise it looks at
     * features alone.
     */
    boolean usesHead();

    /**
     * Returns whether theta is trained through the weak view too. If not, the caller computes that
     * view with a constant theta.
     */
    boolean trainsWeakView();

    /**
     * Compares the two views of a batch.
     *
     * @param step the current scope
     * @param weak what the classifier says of the weak views
     * @param strong what it says of the strong views
     * @param moving whether the loss's state, if it has one, moves: only the real step of theta
     *     moves it
     * @return the mean over the batch
     */
    Value of(Step step, Outputs weak, Outputs strong, boolean moving);

    /** Returns the state that training moves, for checkpoints; empty if there is none. */
    default double[] state() {
        return new double[0];
    }

    /**
     * Goes back to a state.
     *
     * @param state what {@link #state} returned
     */
    default void restore(double[] state) {
        if (state.length != 0) {
            throw new IllegalArgumentException(name() + " has no state");
        }
    }
}
