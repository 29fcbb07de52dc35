package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;

/**
 * Distances of the features of two views, (N, d) each, averaged over the batch: the forms of the
 * consistency loss that the paper compares.
 */
public enum FeatureDistance {

    /** SCR (equation 13): {@code 1 - cos}. */
    COSINE("scr"),

    /** The mean absolute difference over batch and features. */
    L1("l1"),

    /** The mean squared difference over batch and features. */
    L2("l2"),

    /**
     * Girshick's smooth L1 (2015), averaged over batch and features: half the square of a
     * difference below 1, else its size less one half.
     */
    SMOOTH_L1("smooth-l1");

    private final String metric;

    FeatureDistance(String metric) {
        this.metric = metric;
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
        return switch (this) {
            case COSINE -> SyntheticConsistency.mean(a, b);
            case L1 -> a.sub(b).abs().mean();
            case L2 -> a.sub(b).square().mean();
            case SMOOTH_L1 -> smooth(a.sub(b).abs()).mean();
        };
    }

    /** With m = min(|d|, 1): m (|d| - m / 2), which is d^2 / 2 below 1 and |d| - 1/2 above. */
    private static NDArray smooth(NDArray size) {
        NDArray one = size.getManager().ones(size.getShape(), size.getDataType());
        NDArray small = size.minimum(one);
        return small.mul(size.sub(Operations.times(small, 0.5)));
    }
}
