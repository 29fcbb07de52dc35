package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * What one batch of synthetic images is drawn from.
 *
 * @param z latents (N, latent)
 * @param gumbel standard Gumbel numbers (N, foundation classes)
 */
public record Noise(NDArray z, NDArray gumbel) {

    /**
     * Draws noise.
     *
     * @param step the current scope
     * @param random the stream
     * @param n how many images
     * @param generator for whom
     * @return the noise
     */
    public static Noise draw(Step step, RandomStream random, int n, Generator generator) {
        int latent = generator.latentSize();
        int classes = generator.classes();
        Noise noise =
                new Noise(
                        step.array(random.gaussians(n * latent), new Shape(n, latent)),
                        step.array(random.gumbels(n * classes), new Shape(n, classes)));
        step.record("draw/" + random.name() + "/z", noise.z());
        step.record("draw/" + random.name() + "/gumbel", noise.gumbel());
        return noise;
    }

    /** Returns some of the draws, in a scope. */
    Noise rows(Step step, NDIndex rows) {
        return new Noise(step.own(z.get(rows)), step.own(gumbel.get(rows)));
    }
}
