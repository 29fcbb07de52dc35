package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.augment.Augmentation;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.loss.FeatureGap;
import org.mpssl.loss.Outputs;
import org.mpssl.loss.UnsupervisedLoss;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;

/**
 * The exact gradient of {@code L_val(theta') + lambda_gap L_gap} with respect to w = (phi, xi),
 * where {@code theta' = theta - eta grad(L + lambda L_u)} depends on w through the synthetic images
 * (equations 6 to 9). L_u is SCR, or one of the losses it is compared with.
 *
 * <p>It is computed in stages, each with a scope of its own. Only the product {@code <g_S, v>} of
 * the consistency loss's gradient and the validation loss's gradient at theta' is differentiated
 * twice, and only with respect to the image; generator and augmentation need first derivatives
 * alone. The number is that of one big graph.
 *
 * <p>Each pass uses the statistics of its own batch. Running statistics and the state of L_u stay
 * untouched.
 *
 * @param synthesiser from noise and w to images
 * @param network f = h o g
 * @param augmentation of the synthetic images
 * @param streams the run's random streams
 * @param unsupervised the loss L_u
 * @param objective what is descended
 */
public record MetaGradient(
        Synthesiser synthesiser,
        ResNet network,
        Augmentation augmentation,
        RandomStreams streams,
        UnsupervisedLoss unsupervised,
        Objective objective) {

    /**
     * The meta-objective and its inner step.
     *
     * @param lambda weight of L_u in the inner step
     * @param eta the inner step size; 0 takes the classifier's learning rate
     * @param validation whether L_val is part of it
     * @param gap the form of L_gap, or null if it is not part of it
     * @param gapWeight lambda_gap
     */
    public record Objective(
            double lambda, double eta, boolean validation, FeatureGap gap, double gapWeight) {

        /** Checks that there is something to descend. */
        public Objective {
            if (!validation && gap == null) {
                throw new IllegalArgumentException("the meta-objective has no term");
            }
        }

        private double innerRate(double rate) {
            return eta == 0 ? rate : eta;
        }
    }

    /**
     * What the gradient is taken at.
     *
     * @param theta the classifier's weights
     * @param statistics its running statistics, which are not used
     * @param labelled a batch of D
     * @param validation a batch of D_val
     * @param noise one draw per labelled image
     * @param t the number of the step, which decides the augmentation
     * @param rate the classifier's learning rate
     */
    public record Point(
            Parameters theta,
            Parameters statistics,
            Batch labelled,
            Batch validation,
            Noise noise,
            long t,
            double rate) {}

    /**
     * The gradient and what it was computed with.
     *
     * @param gradients with respect to w
     * @param losses {@code supervised}, L_u by its name, {@code validation} and {@code gap}, as far
     *     as the objective has them
     * @param synthetic the images x^ (N, C, H, W), without a graph
     */
    public record Result(Parameters gradients, Losses losses, NDArray synthetic) {}

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
            DrawnImages drawn = synthesiser.draw(step, at.labelled().labels(), at.noise(), w);
            NDArray x = step.leaf(drawn.images());

            Supervised supervised = supervised(step, at);
            Towards sum = new Towards(null, Losses.none().and("supervised", supervised.loss()));
            if (objective.validation()) {
                sum = throughInnerStep(step, at, supervised, x, sum);
                recordAlone(step, at, sum.gradient(), w);
            }
            if (objective.gap() != null) {
                sum = throughGap(step, at, supervised, x, sum);
            }
            Parameters gradients = drawn.gradients(sum.gradient());
            return new Result(gradients, sum.losses(), Operations.constant(drawn.images()));
        }
    }

    /** Shows the gradient of L_val without L_gap, beside which it is small. */
    private void recordAlone(Step step, Point at, NDArray u, Parameters w) {
        if (step.isRecorded()) {
            DrawnImages again = synthesiser.draw(step, at.labelled().labels(), at.noise(), w);
            Parameters gradients = again.gradients(u);
            Synthesiser.record(step, "gradient/validation", gradients);
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
            Losses losses = Losses.none().and("supervised", supervised.loss());
            if (objective.validation()) {
                Parameters trained = stage.leaves(trained(at.theta()));
                NDArray loss = unsupervised(stage, at, x, trained);
                Parameters gS = stage.gradients(loss, trained);
                Parameters moved = innerStep(at, supervised.gradient(), gS);
                losses =
                        losses.and(unsupervised.name(), loss)
                                .and("validation", validation(stage, at, moved).loss());
            }
            return objective.gap() == null ? losses : losses.and("gap", gap(at, supervised, x));
        }
    }

    /**
     * A gradient with respect to the synthetic images, null if there is none yet, and the losses so
     * far.
     */
    private record Towards(NDArray gradient, Losses losses) {

        Towards and(NDArray more, Losses all) {
            return new Towards(gradient == null ? more : gradient.add(more), all);
        }
    }

    private Normalisation batchStatistics(Point at) {
        return Normalisation.batch(at.statistics());
    }

    /** psi, or all of theta if L_u trains the head too. */
    private Parameters trained(Parameters theta) {
        return unsupervised.usesHead() ? theta : network.extractor(theta);
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
     * {@code d L_val(theta') / dx = - eta lambda d<g_S, v> / dx}, with g_S the gradient of L_u and
     * v that of the validation loss at theta'.
     */
    private Towards throughInnerStep(
            Step step, Point at, Supervised supervised, NDArray x, Towards before) {
        try (Step stage = step.stage()) {
            Parameters trained = stage.leaves(trained(at.theta()));
            NDArray loss = unsupervised(stage, at, stage.own(x), trained);
            Parameters gS = stage.differentiableGradients(loss, trained);

            Parameters moved = innerStep(at, supervised.gradient(), gS);
            Validation validation = validation(stage, at, moved);
            double scale = -objective.innerRate(at.rate()) * objective.lambda();
            NDArray u = stage.vectorJacobian(gS, validation.gradient().times(scale), x);
            u.attach(step.manager());
            stage.record("gradient/validation/image", u);
            return before.and(
                    u,
                    before.losses()
                            .and(unsupervised.name(), loss)
                            .and("validation", validation.loss()));
        }
    }

    /** L_u of the two views of the images, each with its own batch statistics. */
    private NDArray unsupervised(Step stage, Point at, NDArray images, Parameters trained) {
        NDArray weak = augmentation.weakView(stage, images, streams.at("meta-weak", at.t()));
        NDArray strong = augmentation.strongView(stage, images, streams.at("meta-strong", at.t()));
        return unsupervised
                .of(stage, weakOutputs(weak, trained, at), outputs(strong, trained, at), false)
                .loss();
    }

    /**
     * A weak view that is a target is one with respect to theta: g_S still depends on the images
     * through it, and so does the exact gradient.
     */
    private Outputs weakOutputs(NDArray weak, Parameters trained, Point at) {
        return outputs(
                weak,
                unsupervised.trainsWeakView() ? trained : trained.map(Operations::constant),
                at);
    }

    private Outputs outputs(NDArray images, Parameters trained, Point at) {
        NDArray features = network.features(images, trained, batchStatistics(at));
        return new Outputs(
                features, unsupervised.usesHead() ? network.head(features, trained) : null);
    }

    /** theta' = theta - eta (g_L + lambda g_S), without a graph. */
    private Parameters innerStep(Point at, Parameters gL, Parameters gS) {
        try (GradientMode off = GradientMode.off()) {
            Parameters scaled =
                    gS.map(g -> Operations.times(Operations.constant(g), objective.lambda()));
            Parameters sum =
                    gL.replacedBy(scaled.plus(gL.where(name -> scaled.names().contains(name)), 1));
            return at.theta().minus(sum, objective.innerRate(at.rate()));
        }
    }

    private record Validation(Parameters gradient, double loss) {}

    private Validation validation(Step step, Point at, Parameters moved) {
        Parameters theta = step.leaves(moved);
        NDArray images = step.own(at.validation().images());
        NDArray logits = network.logits(images, theta, batchStatistics(at));
        NDArray loss = CrossEntropy.mean(logits, at.validation().labels());
        return new Validation(step.gradients(loss, trained(theta)), Losses.value(loss));
    }

    private Towards throughGap(
            Step step, Point at, Supervised supervised, NDArray x, Towards before) {
        try (Step stage = step.stage()) {
            NDArray gap = gap(at, supervised, stage.own(x));
            NDArray u = stage.gradient(Operations.times(gap, objective.gapWeight()), x);
            u.attach(step.manager());
            stage.record("gradient/gap/image", u);
            return before.and(u, before.losses().and("gap", gap));
        }
    }

    private NDArray gap(Point at, Supervised supervised, NDArray images) {
        NDArray features = network.features(images, at.theta(), batchStatistics(at));
        return objective.gap().mean(supervised.features(), features);
    }
}
