package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.nn.Generator;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;

/**
 * Synthetic images of random latents (equation 4), made anew for every step.
 *
 * @param generator G_F
 * @param labels the foundation labels
 * @param perStep images per step
 * @param streams the run's random streams
 */
public record Synthesis(
        Generator generator, FoundationLabels labels, int perStep, RandomStreams streams)
        implements UnlabelledImages {

    /** Makes images. */
    NDArray make(Step step, int n, RandomStream random) {
        try (GradientMode off = GradientMode.off()) {
            int latent = generator.latentSize();
            NDArray z = step.array(random.gaussians(n * latent), new Shape(n, latent));
            step.record("draw/" + random.name() + "/z", z);
            NDArray synthetic = generator.generate(z, labels.draw(step, n, random));
            step.record("synthetic", synthetic);
            return synthetic;
        }
    }

    @Override
    public NDArray at(Step step, long t) {
        return make(step, perStep, streams.at("synthesis", t));
    }
}
