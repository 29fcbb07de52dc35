package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import java.util.function.BinaryOperator;

/**
 * Distances of the features of two views, (N, d) each, averaged over the batch: the forms of the
 * consistency loss that the paper compares.
 */
public enum FeatureDistance {

    /** SCR (equation 13): {@code 1 - cos}. */
    COSINE("scr", SyntheticConsistency::mean),

    /** The mean absolute difference over batch and features. */
    L1("l1", (a, b) -> a.sub(b).abs().mean()),

    /** The mean squared difference over batch and features. */
    L2("l2", (a, b) -> a.sub(b).square().mean()),

    /**
     * Girshick's smooth L1 (2015), averaged over batch and features: half the square of a
     * difference below 1, else its size less one half.
     */
    SMOOTH_L1("smooth-l1", FeatureDistance::smooth);

    private final String metric;
    private final BinaryOperator<NDArray> distance;

    FeatureDistance(String metric, BinaryOperator<NDArray> distance) {
        this.metric = metric;
        this.distance = distance;
    }

    /** Returns the name in tables of metrics. */
    String metric() {
        return metric;
    }

    /**
     * Returns the mean distance.
     *
     * @param a features (N, d)
     * @param b features (N, d)
     * @return a scalar
     */
    public NDArray mean(NDArray a, NDArray b) {
        return distance.apply(a, b);
    }

    /** With m = min(|d|, 1): m (|d| - m / 2), which is d^2 / 2 below 1 and |d| - 1/2 above. */
    private static NDArray smooth(NDArray a, NDArray b) {
        NDArray size = a.sub(b).abs();
        NDArray one = size.getManager().ones(size.getShape(), size.getDataType());
        NDArray small = size.minimum(one);
        return small.mul(size.sub(org.mpssl.tensor.Operations.times(small, 0.5))).mean();
    }
}
