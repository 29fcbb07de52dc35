package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * The end of a generator: normalised, rectified, convolved and squeezed into [0, 1].
 *
 * @param gain name of the normalisation's factor
 * @param bias name of its shift
 * @param statistics names of its mean and variance
 * @param convolution to the colours, or to more channels, of which only the first are used
 * @param colours channels of the images
 * @param epsilon added to the variance
 */
record ImageLayer(
        String gain,
        String bias,
        StatisticNames statistics,
        Convolution convolution,
        int colours,
        double epsilon) {

    void addWeights(Weights weights) {
        weights.constant(gain, 1, convolution.in()).constant(bias, 0, convolution.in());
        convolution.addWeights(weights);
    }

    NDArray apply(NDArray x, Parameters w, Normalisation normalisation) {
        NDArray h = normalisation.apply(x, statistics, w.get(gain), w.get(bias), epsilon);
        h = convolution.apply(Operations.relu(h), w);
        if (h.getShape().get(1) > colours) {
            h = h.get(new NDIndex(":, :{}", colours));
        }
        return Operations.times(h.tanh().add(1), 0.5);
    }
}
