package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * A convolution without bias and the batch normalisation after it, as torchvision names them.
 *
 * @param name of the convolution
 * @param normalisation of the normalisation
 * @param in channels that come in
 * @param out channels that go out
 * @param size of the kernel; half of it is the padding
 * @param stride in both directions
 */
record NormalisedConvolution(
        String name, String normalisation, int in, int out, int size, int stride) {

    void addWeights(Weights weights) {
        double deviation = Math.sqrt(2.0 / (out * size * size));
        weights.normal(name + ".weight", deviation, out, in, size, size)
                .constant(normalisation + ".weight", 1, out)
                .constant(normalisation + ".bias", 0, out);
    }

    void addStatistics(Weights statistics) {
        StatisticNames.torchvision(normalisation).addTo(statistics, out);
    }

    /** Returns the side of the map that goes out, given the side of the one that comes in. */
    int side(int before) {
        return (before + stride - 1) / stride;
    }

    /** Counts the numbers that go out for one image, given the side of the map that comes in. */
    long outputs(int before) {
        return (long) out * side(before) * side(before);
    }

    NDArray apply(NDArray x, Parameters theta, Normalisation statistics) {
        NDArray weight = theta.get(name + ".weight");
        NDArray h = Operations.convolve(x, weight, null, stride, size / 2);
        return statistics.torchvision(h, theta, normalisation);
    }
}
