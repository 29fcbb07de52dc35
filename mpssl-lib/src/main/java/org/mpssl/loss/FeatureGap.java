package org.mpssl.loss;

import ai.djl.ndarray.NDArray;

/**
 * The gap loss (equation 8): the squared difference of the features of real and synthetic images,
 * averaged over batch and features.
 *
 * <p>Images are compared one to one: x^ is generated from the label of x.
 */
public final class FeatureGap {

    private FeatureGap() {}

    /**
     * Returns the mean squared error.
     *
     * @param real features g(x) (N, d)
     * @param synthetic features g(x^) (N, d)
     * @return a scalar
     */
    public static NDArray meanSquaredError(NDArray real, NDArray synthetic) {
        return synthetic.sub(real).square().mean();
    }
}
