package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;

/**
 * Synthetic consistency regularisation, SCR (equation 13): the mean of {@code 1 - cos(g(T_w x^),
 * g(T_s x^))}.
 *
 * <p>It acts on features, never on the head, so the labels of generator and task need not agree.
 * Gradients flow through both views.
 */
public final class SyntheticConsistency {

    /** The least feature norm that is divided by. */
    private static final double EPSILON = 1e-8;

    private SyntheticConsistency() {}

    /**
     * Returns the mean over a batch.
     *
     * @param weak features of the weakly augmented images (N, d)
     * @param strong features of the strongly augmented images (N, d)
     * @return a scalar between 0 and 2
     */
    public static NDArray mean(NDArray weak, NDArray strong) {
        NDArray cosine =
                Operations.unitRows(weak, EPSILON)
                        .mul(Operations.unitRows(strong, EPSILON))
                        .sum(new int[] {1});
        return cosine.mean().neg().add(1);
    }
}
