package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.augment.Augmentation;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.loss.FeatureGap;
import org.mpssl.loss.SyntheticConsistency;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;

/**
 * The exact gradient of {@code L_val(theta') + lambda_gap L_gap} with respect to w = (phi, xi),
 * where {@code theta' = theta - eta grad(L + lambda SCR)} depends on w through the synthetic images
 * (equations 6 to 9).
 *
 * <p>It is computed in stages, each with a scope of its own. Only the product {@code <g_S, v>} of
 * the consistency loss's gradient and the validation loss's gradient at theta' is differentiated
 * twice, and only with respect to the image; generator and augmentation need first derivatives
 * alone. The number is that of one big graph.
 *
 * <p>Batch statistics are used throughout, and running statistics stay untouched.
 *
 * @param synthesiser from noise and w to images
 * @param network f = h o g
 * @param augmentation of the synthetic images
 * @param streams the run's random streams
 * @param settings the weights of the terms
 */
public record MetaGradient(
        Synthesiser synthesiser,
        ResNet network,
        Augmentation augmentation,
        RandomStreams streams,
        Settings settings) {

    /**
     * The weights of the terms.
     *
     * @param lambda of the consistency loss in the inner step
     * @param eta the inner step size
     * @param gapWeight lambda_gap; at 0 the gap loss is left out
     */
    public record Settings(double lambda, double eta, double gapWeight) {}

    /**
     * What the gradient is taken at.
     *
     * @param theta the classifier's weights
     * @param statistics its running statistics, which are not used
     * @param labelled a batch of D
     * @param validation a batch of D_val
     * @param noise one draw per labelled image
     * @param t the number of the step, which decides the augmentation
     */
    public record Point(
            Parameters theta,
            Parameters statistics,
            Batch labelled,
            Batch validation,
            Noise noise,
            long t) {}

    /**
     * The gradient and the losses at its point.
     *
     * @param gradients with respect to w
     * @param losses {@code supervised}, {@code scr}, {@code validation} and {@code gap}
     */
    public record Result(Parameters gradients, Losses losses) {}

    /** The labelled images' part of the inner gradient, and their features for the gap loss. */
    private record Supervised(Parameters gradient, NDArray features, double loss) {}

    /**
     * Computes the gradient.
     *
     * @param step the current scope, which owns the result
     * @param at where
     * @param w phi and xi
     * @return gradient and losses
     */
    public Result at(Step step, Point at, Parameters w) {
        try (GradientMode on = GradientMode.on()) {
            Parameters leaves = step.leaves(w);
            NDArray synthetic = synthesiser.synthesise(at.labelled().labels(), at.noise(), leaves);
            NDArray x = step.leaf(synthetic);

            Supervised supervised = supervised(step, at);
            Losses losses = Losses.none().and("supervised", supervised.loss());
            Towards validation = throughInnerStep(step, at, supervised, x, losses);
            NDArray u = validation.gradient();
            losses = validation.losses();
            if (settings.gapWeight() != 0) {
                Towards gap = throughGap(step, at, supervised, x, losses);
                losses = gap.losses();
                u = u.add(gap.gradient());
            }
            return new Result(step.vectorJacobian(synthetic, u, leaves), losses);
        }
    }

    /**
     * Computes the losses alone: no second derivative, and nothing behind the images.
     *
     * @param step the current scope
     * @param at where
     * @param w phi and xi
     * @return the losses that {@link #at} returns
     */
    public Losses losses(Step step, Point at, Parameters w) {
        try (Step stage = step.stage();
                GradientMode on = GradientMode.on()) {
            NDArray x =
                    Operations.constant(
                            synthesiser.synthesise(at.labelled().labels(), at.noise(), w));
            Supervised supervised = supervised(stage, at);
            Parameters psi = stage.leaves(network.extractor(at.theta()));
            NDArray scr = consistency(stage, at, x, psi);
            Parameters gS = stage.gradients(scr, psi);
            Parameters moved = innerStep(at.theta(), supervised.gradient(), gS);
            Losses losses =
                    Losses.none()
                            .and("supervised", supervised.loss())
                            .and("scr", scr)
                            .and("validation", validation(stage, at, moved).loss());
            return settings.gapWeight() == 0 ? losses : losses.and("gap", gap(at, supervised, x));
        }
    }

    /** A gradient with respect to the synthetic images. */
    private record Towards(NDArray gradient, Losses losses) {}

    private Normalisation batchStatistics(Point at) {
        return Normalisation.batch(at.statistics());
    }

    private Supervised supervised(Step step, Point at) {
        try (Step stage = step.stage()) {
            Parameters theta = stage.leaves(at.theta());
            NDArray images = stage.own(at.labelled().images());
            NDArray features = network.features(images, theta, batchStatistics(at));
            NDArray loss = CrossEntropy.mean(network.head(features, theta), at.labelled().labels());
            Parameters gradient = stage.gradients(loss, theta).attach(step.manager());
            NDArray fixed = Operations.constant(features);
            fixed.attach(step.manager());
            return new Supervised(gradient, fixed, Losses.value(loss));
        }
    }

    /**
     * {@code d L_val(theta') / dx = - eta lambda d<g_S, v> / dx}, with v the validation gradient.
     */
    private Towards throughInnerStep(
            Step step, Point at, Supervised supervised, NDArray x, Losses before) {
        try (Step stage = step.stage()) {
            Parameters psi = stage.leaves(network.extractor(at.theta()));
            NDArray scr = consistency(stage, at, stage.own(x), psi);
            Parameters gS = stage.differentiableGradients(scr, psi);

            Parameters moved = innerStep(at.theta(), supervised.gradient(), gS);
            Validation validation = validation(stage, at, moved);
            Parameters seeds = validation.gradient().times(-settings.eta() * settings.lambda());
            NDArray u = stage.vectorJacobian(gS, seeds, x);
            u.attach(step.manager());
            Losses losses = before.and("scr", scr).and("validation", validation.loss());
            return new Towards(u, losses);
        }
    }

    /** SCR of the two views of the images, each with its own batch statistics. */
    private NDArray consistency(Step stage, Point at, NDArray images, Parameters psi) {
        NDArray weak = augmentation.weakView(stage, images, streams.at("meta-weak", at.t()));
        NDArray strong = augmentation.strongView(stage, images, streams.at("meta-strong", at.t()));
        return SyntheticConsistency.mean(
                network.features(weak, psi, batchStatistics(at)),
                network.features(strong, psi, batchStatistics(at)));
    }

    /** theta' = theta - eta (g_L + lambda g_S), without a graph. */
    private Parameters innerStep(Parameters theta, Parameters gL, Parameters gS) {
        try (GradientMode off = GradientMode.off()) {
            Parameters scaled =
                    gS.map(g -> Operations.times(Operations.constant(g), settings.lambda()));
            Parameters sum =
                    gL.replacedBy(scaled.plus(gL.where(name -> scaled.names().contains(name)), 1));
            return theta.minus(sum, settings.eta());
        }
    }

    private record Validation(Parameters gradient, double loss) {}

    private Validation validation(Step step, Point at, Parameters moved) {
        Parameters theta = step.leaves(moved);
        NDArray images = step.own(at.validation().images());
        NDArray logits = network.logits(images, theta, batchStatistics(at));
        NDArray loss = CrossEntropy.mean(logits, at.validation().labels());
        return new Validation(step.gradients(loss, network.extractor(theta)), Losses.value(loss));
    }

    private Towards throughGap(
            Step step, Point at, Supervised supervised, NDArray x, Losses before) {
        try (Step stage = step.stage()) {
            NDArray gap = gap(at, supervised, stage.own(x));
            NDArray u = stage.gradient(Operations.times(gap, settings.gapWeight()), x);
            u.attach(step.manager());
            return new Towards(u, before.and("gap", gap));
        }
    }

    private NDArray gap(Point at, Supervised supervised, NDArray images) {
        NDArray features = network.features(images, at.theta(), batchStatistics(at));
        return FeatureGap.meanSquaredError(supervised.features(), features);
    }
}
