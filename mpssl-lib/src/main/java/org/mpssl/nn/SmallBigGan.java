package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/**
 * A small {@link BigGan} for 32x32 grey images: latent in four chunks, three blocks, no
 * self-attention.
 *
 * @param classes number of foundation classes
 * @param width channels of the last block; the first map has eight times as many
 */
public record SmallBigGan(int classes, int width) implements GeneratorNetwork {

    /** Length of a latent vector. */
    public static final int LATENT = 32;

    private static final int EMBEDDING = 32;
    private static final double EPSILON = 1e-5;
    private static final BigGan.Plan PLAN =
            new BigGan.Plan(1, List.of(8, 4, 2, 1), BigGan.Plan.NONE);

    private BigGan network() {
        return new BigGan(PLAN, width, LATENT, EMBEDDING, classes, EPSILON, 0);
    }

    /**
     * Draws initial weights, orthogonal as in BigGAN.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return the weights
     */
    public Parameters initialWeights(Workspace workspace, RandomStream random) {
        return network().initialWeights(workspace, random);
    }

    /**
     * Makes running statistics of mean 0 and variance 1 for every normalisation layer.
     *
     * @param workspace where they live
     * @return the statistics, under the names of BigGAN's buffers
     */
    public Parameters initialStatistics(Workspace workspace) {
        return network().initialStatistics(workspace);
    }

    @Override
    public int latentSize() {
        return LATENT;
    }

    @Override
    public Layout layout() {
        return network().layout();
    }

    @Override
    public boolean isStatistic(String tensor) {
        return network().isStatistic(tensor);
    }

    @Override
    public Parameters used(Parameters tensors, double truncation) {
        return network().used(tensors, truncation);
    }

    @Override
    public NDArray generate(
            NDArray latents, NDArray labels, Parameters weights, Normalisation normalisation) {
        return network().generate(latents, labels, weights, normalisation);
    }
}
