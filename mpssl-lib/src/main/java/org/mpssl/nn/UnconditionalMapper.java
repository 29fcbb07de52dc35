package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/**
 * The unconditional mapper {@code F_phi(z) = MLP(z)}, which the paper compares with the conditional
 * one: no class embedding and no concatenation.
 *
 * @param latent length of z and of the result
 * @param hidden width of both hidden layers
 */
public record UnconditionalMapper(int latent, int hidden) implements LatentMapper {

    @Override
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return perceptron().addTo(new Weights()).draw(workspace, random);
    }

    @Override
    public NDArray map(NDArray z, NDArray labels, Parameters phi) {
        return perceptron().apply(z, phi);
    }

    private Perceptron perceptron() {
        return new Perceptron(latent, hidden, latent);
    }
}
