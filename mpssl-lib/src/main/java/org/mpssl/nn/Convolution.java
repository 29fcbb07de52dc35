package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * A convolution of a generator: with bias, and padded so that the size stays.
 *
 * @param name of the layer
 * @param in channels that come in
 * @param out channels that go out
 * @param size of the kernel, an odd number
 */
record Convolution(String name, int in, int out, int size) {

    void addWeights(Weights weights) {
        weights.orthogonal(name + ".weight", out, in, size, size).constant(name + ".bias", 0, out);
    }

    NDArray apply(NDArray x, Parameters w) {
        return Operations.convolve(x, w.get(name + ".weight"), w.get(name + ".bias"), 1, size / 2);
    }
}
