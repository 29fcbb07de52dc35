package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.mpssl.tensor.Operations;

/**
 * The gap loss (equation 8) and its ablation: how far the features of synthetic images are from
 * those of the labelled ones, {@code g(x)} and {@code g(x^)}, (N, d) each.
 */
public enum FeatureGap {

    /**
     * The squared difference, averaged over batch and features. Images are compared one to one: x^
     * is generated from the label of x.
     */
    MSE {
        @Override
        public NDArray mean(NDArray real, NDArray synthetic) {
            return meanSquaredError(real, synthetic);
        }
    },

    /**
     * The squared maximum mean discrepancy (Gretton et al. 2012), the biased estimate: the two
     * batches are compared as samples of distributions. The kernel is the mean of five Gaussian
     * ones, {@code exp(-|a - b|^2 / (f m))} with f of 1/4, 1/2, 1, 2 and 4; m is the median squared
     * distance of different images of both batches, a constant of the step.
     */
    MMD {
        @Override
        public NDArray mean(NDArray real, NDArray synthetic) {
            long n = real.getShape().get(0);
            // The synthetic features come first because results live where the first operand does.
            NDArray both = synthetic.concat(real, 0);
            NDArray distances = squaredDistances(both);
            double median = medianOfPairs(distances);
            NDArray kernel = null;
            for (double factor : BANDWIDTHS) {
                NDArray one = Operations.times(distances, -1 / (factor * median)).exp();
                kernel = kernel == null ? one : kernel.add(one);
            }
            NDArray[] rows = kernel.split(new long[] {n}, 0).toArray(NDArray[]::new);
            NDArray[] first = rows[0].split(new long[] {n}, 1).toArray(NDArray[]::new);
            NDArray[] second = rows[1].split(new long[] {n}, 1).toArray(NDArray[]::new);
            NDArray within = first[0].mean().add(second[1].mean());
            NDArray between = Operations.times(first[1].mean(), 2);
            return Operations.times(within.sub(between), 1.0 / BANDWIDTHS.length);
        }
    };

    private static final double[] BANDWIDTHS = {0.25, 0.5, 1, 2, 4};

    /**
     * Returns the gap of two batches.
     *
     * @param real features g(x) (N, d)
     * @param synthetic features g(x^) (N, d)
     * @return a scalar
     */
    public abstract NDArray mean(NDArray real, NDArray synthetic);

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

    /** {@code |a|^2 + |b|^2 - 2 <a, b>} for all pairs of rows. */
    private static NDArray squaredDistances(NDArray rows) {
        NDArray squares = rows.square().sum(new int[] {1}, true);
        NDArray products = Operations.times(rows.matMul(rows.transpose()), -2);
        return products.add(squares).add(squares.transpose());
    }

    private static double medianOfPairs(NDArray distances) {
        int n = (int) distances.getShape().get(0);
        double[] all =
                Operations.constant(distances)
                        .toType(ai.djl.ndarray.types.DataType.FLOAT64, false)
                        .toDoubleArray();
        double[] pairs = new double[n * (n - 1) / 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, k++) {
                pairs[k] = all[i * n + j];
            }
        }
        Arrays.sort(pairs);
        double median = (pairs[(k - 1) / 2] + pairs[k / 2]) / 2;
        // Images that all look the same have no scale of their own.
        return median > 0 ? median : 1;
    }
}
