package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.nn.Generator;
import org.mpssl.nn.LabelConverter;
import org.mpssl.nn.LatentMapper;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * The way from a target label to a synthetic image: {@code x^ = G_F(F_phi(z, y), l_xi(y))}.
 *
 * <p>Its parameters w = (phi, xi) are one value, with the names of phi under {@code phi.} and those
 * of xi under {@code xi.}.
 *
 * @param generator the frozen generator G_F
 * @param mapper F
 * @param converter l
 */
public record Synthesiser(Generator generator, LatentMapper mapper, LabelConverter converter) {

    /** Prefix of the mapper's parameters. */
    public static final String PHI = "phi.";

    /** Prefix of the label converter's parameters. */
    public static final String XI = "xi.";

    /**
     * Draws initial parameters.
     *
     * @param workspace where they live
     * @param streams the run's random streams
     * @return w = (phi, xi)
     */
    public Parameters initialParameters(Workspace workspace, RandomStreams streams) {
        return mapper.initialWeights(workspace, streams.at("phi", 0))
                .prefixed(PHI)
                .and(converter.initialWeights(workspace, streams.at("xi", 0)).prefixed(XI));
    }

    /**
     * Shows phi and xi, or something of their shapes, to whoever records a step.
     *
     * @param step the step
     * @param name what it is, a path
     * @param w arrays under the names of w
     */
    public static void record(Step step, String name, Parameters w) {
        step.record(name + "/phi", w.under(PHI));
        step.record(name + "/xi", w.under(XI));
    }

    /**
     * Makes one image per label.
     *
     * @param labels target classes, int64 (N)
     * @param noise N draws
     * @param w phi and xi
     * @return x^ (N, C, H, W) in [0, 1]
     */
    public NDArray synthesise(NDArray labels, Noise noise, Parameters w) {
        NDArray y = converter.convert(labels, noise.gumbel(), w.under(XI));
        return generator.generate(latents(labels, noise, w), y);
    }

    /**
     * Makes one image per label, whose gradients are wanted.
     *
     * @param step the current scope
     * @param labels target classes, int64 (N)
     * @param noise N draws
     * @param w phi and xi
     * @return the images
     */
    DrawnImages draw(Step step, NDArray labels, Noise noise, Parameters w) {
        if (labels.size() <= generator.atOnce()) {
            Parameters leaves = step.leaves(w);
            return new DrawnImages.WithGraph(step, synthesise(labels, noise, leaves), leaves);
        }
        try (GradientMode off = GradientMode.off()) {
            NDArray images = synthesise(labels, noise, w);
            return new DrawnImages.DrawnAgain(step, images, this, labels, noise, w);
        }
    }

    /**
     * Maps the latents of some draws.
     *
     * @param labels target classes, int64 (N)
     * @param noise N draws
     * @param w phi and xi
     * @return z^ (N, latent size)
     */
    public NDArray latents(NDArray labels, Noise noise, Parameters w) {
        return mapper.map(noise.z(), labels, w.under(PHI));
    }
}
