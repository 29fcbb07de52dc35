package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * Batch normalisation whose gain and bias are linear in a conditioning vector: {@code (1 + W_g c)
 * (x - mean) / sqrt(variance + epsilon) + W_b c}.
 *
 * @param gain name of W_g
 * @param bias name of W_b
 * @param statistics names of mean and variance
 * @param channels of the map
 * @param condition length of the conditioning vector
 * @param epsilon added to the variance
 */
record ConditionalNormalisation(
        String gain,
        String bias,
        StatisticNames statistics,
        int channels,
        int condition,
        double epsilon) {

    static ConditionalNormalisation bigGan(
            String layer, int channels, int condition, double epsilon) {
        return new ConditionalNormalisation(
                layer + ".gain.weight",
                layer + ".bias.weight",
                StatisticNames.bigGan(layer),
                channels,
                condition,
                epsilon);
    }

    static ConditionalNormalisation bigGanDeep(
            String layer, int channels, int condition, double epsilon) {
        return new ConditionalNormalisation(
                layer + ".scale.weight",
                layer + ".offset.weight",
                StatisticNames.bigGanDeep(layer),
                channels,
                condition,
                epsilon);
    }

    void addWeights(Weights weights) {
        weights.orthogonal(gain, channels, condition).orthogonal(bias, channels, condition);
    }

    NDArray apply(NDArray x, NDArray c, Parameters w, Normalisation normalisation) {
        NDArray standard = normalisation.standardise(x, statistics, epsilon);
        NDArray factor = Operations.linear(c, w.get(gain), null).add(1);
        NDArray shift = Operations.linear(c, w.get(bias), null);
        long n = x.getShape().get(0);
        return standard.mul(factor.reshape(n, -1, 1, 1)).add(shift.reshape(n, -1, 1, 1));
    }
}
