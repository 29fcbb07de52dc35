package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Adam;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Latent meta-optimisation, LMO: learns phi and xi, the inputs of the generator, with Adam on the
 * exact meta-gradient.
 */
public final class LatentMetaOptimisation {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;

    private final MetaGradient metaGradient;
    private final Synthesiser synthesiser;
    private final RandomStreams streams;
    private final Parameters w;
    private final Adam phiAdam;
    private final Adam xiAdam;
    private final double phiRate;
    private final double xiRate;

    /**
     * What a step of LMO found on its way.
     *
     * @param losses {@code supervised}, the unsupervised loss by its name, {@code validation} and
     *     {@code gap}, as far as the objective has them
     * @param synthetic the images x^ of the old phi and xi (N, C, H, W), without a graph
     */
    public record Made(Losses losses, NDArray synthetic) {}

    /**
     * Starts from initial parameters.
     *
     * @param workspace where phi and xi live, before it is sealed
     * @param metaGradient the gradient it descends
     * @param phiRate Adam's rate of the mapper
     * @param xiRate Adam's rate of the label converter
     */
    public LatentMetaOptimisation(
            Workspace workspace, MetaGradient metaGradient, double phiRate, double xiRate) {
        this.metaGradient = metaGradient;
        this.synthesiser = metaGradient.synthesiser();
        this.streams = metaGradient.streams();
        this.phiRate = phiRate;
        this.xiRate = xiRate;
        w = synthesiser.initialParameters(workspace, streams);
        phiAdam = new Adam(phi(w), workspace.manager(), BETA1, BETA2);
        xiAdam = new Adam(xi(w), workspace.manager(), BETA1, BETA2);
    }

    /**
     * Makes one step of phi and xi; theta stays.
     *
     * @param step the current scope
     * @param classifier theta and the running statistics, which are not touched
     * @param labelled a batch of D, whose labels the synthetic images are made for
     * @param validation a batch of D_val
     * @param t the number of the step
     * @param rate the classifier's learning rate
     * @return losses before the update, and the images they were computed with
     */
    public Made step(
            Step step,
            Classifier classifier,
            Batch labelled,
            Batch validation,
            long t,
            double rate) {
        try (Step stage = step.stage("meta")) {
            MetaGradient.Result result = gradient(stage, classifier, labelled, validation, t, rate);
            result.losses().record(stage);
            Synthesiser.record(stage, "gradient", result.gradients());
            stage.record("synthetic", result.synthetic());
            update(stage, phiAdam, phi(w), phi(result.gradients()), phiRate);
            update(stage, xiAdam, xi(w), xi(result.gradients()), xiRate);
            NDArray synthetic = result.synthetic();
            synthetic.attach(step.manager());
            return new Made(result.losses(), synthetic);
        }
    }

    /** A mapper or converter without anything to learn has no parameters. */
    private static void update(
            Step step, Adam adam, Parameters parameters, Parameters gradients, double rate) {
        if (parameters.size() > 0) {
            adam.update(step, parameters, gradients, rate);
        }
    }

    /**
     * Returns the losses of a step without making it.
     *
     * @param step the current scope
     * @param classifier theta and the running statistics, which are not touched
     * @param labelled a batch of D
     * @param validation a batch of D_val
     * @param t the number of the step, which decides noise and augmentation
     * @param rate the classifier's learning rate
     * @return the losses {@code supervised}, L_u by its name, {@code validation} and {@code gap},
     *     as far as the objective has them
     */
    public Losses measure(
            Step step,
            Classifier classifier,
            Batch labelled,
            Batch validation,
            long t,
            double rate) {
        return metaGradient.losses(step, point(step, classifier, labelled, validation, t, rate), w);
    }

    /**
     * Returns the exact meta-gradient of a step without making it.
     *
     * @param step the current scope, which owns the gradients
     * @param classifier theta and the running statistics, which are not touched
     * @param labelled a batch of D
     * @param validation a batch of D_val
     * @param t the number of the step, which decides noise and augmentation
     * @param rate the classifier's learning rate
     * @return gradients with respect to phi and xi, and losses
     */
    public MetaGradient.Result gradient(
            Step step,
            Classifier classifier,
            Batch labelled,
            Batch validation,
            long t,
            double rate) {
        return metaGradient.at(step, point(step, classifier, labelled, validation, t, rate), w);
    }

    private MetaGradient.Point point(
            Step step,
            Classifier classifier,
            Batch labelled,
            Batch validation,
            long t,
            double rate) {
        Noise noise =
                Noise.draw(
                        step,
                        streams.at("meta-noise", t),
                        labelled.size(),
                        synthesiser.generator());
        return new MetaGradient.Point(
                classifier.theta(), classifier.statistics(), labelled, validation, noise, t, rate);
    }

    /**
     * Makes synthetic images with the current phi and xi, without a graph.
     *
     * @param step the current scope
     * @param labels target classes, int64 (N)
     * @param random the stream of their noise
     * @return x^ (N, C, H, W) in [0, 1]
     */
    public NDArray synthesise(Step step, NDArray labels, RandomStream random) {
        try (GradientMode off = GradientMode.off()) {
            Noise noise = Noise.draw(step, random, (int) labels.size(), synthesiser.generator());
            return synthesiser.synthesise(labels, noise, w);
        }
    }

    /**
     * Maps latents with the current phi, without a graph.
     *
     * @param step the current scope
     * @param labels target classes, int64 (N)
     * @param random the stream of their noise
     * @return z^ (N, latent size), those of {@link #synthesise} for the same arguments
     */
    public NDArray latents(Step step, NDArray labels, RandomStream random) {
        try (GradientMode off = GradientMode.off()) {
            Noise noise = Noise.draw(step, random, (int) labels.size(), synthesiser.generator());
            return synthesiser.latents(labels, noise, w);
        }
    }

    /**
     * Returns Adam's state of phi and of xi, under their names: {@code first} and {@code second}.
     */
    public Parameters moments() {
        return phiAdam.first()
                .and(xiAdam.first())
                .prefixed("first.")
                .and(phiAdam.second().and(xiAdam.second()).prefixed("second."));
    }

    /**
     * Goes on after some steps, when parameters and moments were restored.
     *
     * @param steps how many were made
     */
    public void continueAt(long steps) {
        phiAdam.continueAt(steps);
        xiAdam.continueAt(steps);
    }

    /** Returns w = (phi, xi), which every step updates in place. */
    public Parameters parameters() {
        return w;
    }

    /** Returns for each target class the distribution over foundation classes it is drawn from. */
    public float[][] labelDistribution() {
        return synthesiser.converter().distribution(w.under(Synthesiser.XI));
    }

    private static Parameters phi(Parameters all) {
        return all.where(name -> name.startsWith(Synthesiser.PHI));
    }

    private static Parameters xi(Parameters all) {
        return all.where(name -> name.startsWith(Synthesiser.XI));
    }
}
