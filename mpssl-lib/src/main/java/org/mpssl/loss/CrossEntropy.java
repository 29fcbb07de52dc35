package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;

/** The supervised loss (equation 2): the mean cross-entropy of class labels. */
public final class CrossEntropy {

    private CrossEntropy() {}

    /**
     * Returns the mean over a batch.
     *
     * @param logits (N, K)
     * @param labels int64 (N)
     * @return a scalar
     */
    public static NDArray mean(NDArray logits, NDArray labels) {
        return perSample(logits, labels).mean();
    }

    /**
     * Returns the loss of each sample.
     *
     * @param logits (N, K)
     * @param labels int64 (N)
     * @return (N)
     */
    public static NDArray perSample(NDArray logits, NDArray labels) {
        return Operations.pick(logits.logSoftmax(1), labels).neg();
    }
}
