package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/** Three layers with leaky rectifiers between them: the body of the mappers. */
record Perceptron(int inputs, int hidden, int outputs) {

    private static final double SLOPE = 0.01;

    /** Adds its layers, uniform as PyTorch's Linear starts. */
    Weights addTo(Weights weights) {
        return weights.linear("layers.0", inputs, hidden)
                .linear("layers.1", hidden, hidden)
                .linear("layers.2", hidden, outputs);
    }

    NDArray apply(NDArray x, Parameters phi) {
        NDArray h = Operations.leakyRelu(layer(x, phi, 0), SLOPE);
        h = Operations.leakyRelu(layer(h, phi, 1), SLOPE);
        return layer(h, phi, 2);
    }

    private static NDArray layer(NDArray h, Parameters phi, int i) {
        return Operations.linear(
                h, phi.get("layers." + i + ".weight"), phi.get("layers." + i + ".bias"));
    }
}
