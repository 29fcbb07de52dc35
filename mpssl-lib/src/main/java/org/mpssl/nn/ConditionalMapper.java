package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/**
 * The conditional mapper {@code F_phi(z, y) = MLP(concat(z, EMB(y)))} (equation 10): a three-layer
 * perceptron with leaky rectifiers that moves latents to where the generator draws useful images.
 *
 * @param classes number of target classes K
 * @param latent length of z and of the result
 * @param embedding length of the class embedding
 * @param hidden width of both hidden layers
 */
public record ConditionalMapper(int classes, int latent, int embedding, int hidden) {

    private static final double SLOPE = 0.01;

    /**
     * Draws initial weights: a normal embedding, uniform layers as PyTorch's Linear starts.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return phi
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return new Weights()
                .normal("embedding.weight", 1, classes, embedding)
                .linear("layers.0", latent + embedding, hidden)
                .linear("layers.1", hidden, hidden)
                .linear("layers.2", hidden, latent)
                .draw(workspace, random);
    }

    /**
     * Maps latents.
     *
     * @param z latents (N, latent)
     * @param labels target classes, int64 (N)
     * @param phi the weights
     * @return the mapped latents (N, latent)
     */
    public NDArray map(NDArray z, NDArray labels, Parameters phi) {
        NDArray h = z.concat(Operations.embed(phi.get("embedding.weight"), labels), 1);
        h = Operations.leakyRelu(layer(h, phi, 0), SLOPE);
        h = Operations.leakyRelu(layer(h, phi, 1), SLOPE);
        return layer(h, phi, 2);
    }

    private static NDArray layer(NDArray h, Parameters phi, int i) {
        return Operations.linear(
                h, phi.get("layers." + i + ".weight"), phi.get("layers." + i + ".bias"));
    }
}
