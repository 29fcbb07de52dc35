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
public record ConditionalMapper(int classes, int latent, int embedding, int hidden)
        implements LatentMapper {

    /** Draws a normal embedding and uniform layers. */
    @Override
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        Weights weights = new Weights().normal("embedding.weight", 1, classes, embedding);
        return perceptron().addTo(weights).draw(workspace, random);
    }

    @Override
    public NDArray map(NDArray z, NDArray labels, Parameters phi) {
        NDArray h = z.concat(Operations.embed(phi.get("embedding.weight"), labels), 1);
        return perceptron().apply(h, phi);
    }

    private Perceptron perceptron() {
        return new Perceptron(latent + embedding, hidden, latent);
    }
}
