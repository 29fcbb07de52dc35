package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.augment.Augmentation;
import org.mpssl.loss.CrossEntropy;
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
 * The step of theta with unlabelled images, whatever they are: it descends {@code L + lambda L_u}
 * (equation 1).
 *
 * @param classifier what it trains
 * @param unsupervised the loss L_u
 * @param augmentation of the unlabelled images
 * @param streams the run's random streams
 * @param lambda the weight of L_u
 * @param together whether labelled, weak and strong images go through one forward pass and share
 *     its batch statistics; otherwise there are three passes, in this order, each with its own
 */
public record ClassifierStep(
        Classifier classifier,
        UnsupervisedLoss unsupervised,
        Augmentation augmentation,
        RandomStreams streams,
        double lambda,
        boolean together) {

    /** What the classifier says of the labelled images and of both views of the others. */
    private record Forward(NDArray labelledLogits, Outputs weak, Outputs strong) {}

    /**
     * Makes the step.
     *
     * @param step the current scope
     * @param d a batch of D
     * @param unlabelled images (N, C, H, W) in [0, 1], without a graph
     * @param t the number of the step
     * @param rate the learning rate
     * @param before losses of this step that are known already
     * @return those and {@code supervised}, the unsupervised loss by its name, and its metrics
     */
    public Losses make(Step step, Batch d, NDArray unlabelled, long t, double rate, Losses before) {
        try (GradientMode on = GradientMode.on()) {
            NDArray weak =
                    augmentation.weakView(step, unlabelled, streams.at("unlabelled-weak", t));
            NDArray strong =
                    augmentation.strongView(step, unlabelled, streams.at("unlabelled-strong", t));
            Parameters theta = step.leaves(classifier.theta());
            Forward f =
                    together
                            ? onePass(d.images(), weak, strong, theta)
                            : threePasses(d.images(), weak, strong, theta);

            NDArray supervised = CrossEntropy.mean(f.labelledLogits(), d.labels());
            UnsupervisedLoss.Value value = unsupervised.of(step, f.weak(), f.strong(), true);
            NDArray loss = supervised.add(Operations.times(value.loss(), lambda));

            Losses losses =
                    Losses.none()
                            .and("supervised", supervised)
                            .and(unsupervised.name(), value.loss())
                            .and(new Losses(value.metrics()));
            losses.record(step);
            Parameters gradients = step.gradients(loss, theta);
            classifier.update(step, gradients, rate);
            return before.and(losses);
        }
    }

    private Forward onePass(NDArray labelled, NDArray weak, NDArray strong, Parameters theta) {
        ResNet network = classifier.network();
        long n = labelled.getShape().get(0);
        long m = weak.getShape().get(0);
        long[] borders = {n, n + m};
        NDArray images = labelled.concat(weak, 0).concat(strong, 0);
        NDArray features = network.features(images, theta, moving());
        NDArray[] parts = features.split(borders, 0).toArray(NDArray[]::new);
        if (!unsupervised.usesHead()) {
            return new Forward(
                    network.head(parts[0], theta),
                    new Outputs(target(parts[1]), null),
                    new Outputs(parts[2], null));
        }
        NDArray[] logits = network.head(features, theta).split(borders, 0).toArray(NDArray[]::new);
        return new Forward(
                logits[0],
                new Outputs(target(parts[1]), target(logits[1])),
                new Outputs(parts[2], logits[2]));
    }

    private NDArray target(NDArray ofWeakView) {
        return unsupervised.trainsWeakView() ? ofWeakView : Operations.constant(ofWeakView);
    }

    private Forward threePasses(NDArray labelled, NDArray weak, NDArray strong, Parameters theta) {
        NDArray logits = classifier.network().logits(labelled, theta, moving());
        return new Forward(logits, weakOutputs(weak, theta), outputs(strong, theta));
    }

    private Outputs weakOutputs(NDArray weak, Parameters theta) {
        if (unsupervised.trainsWeakView()) {
            return outputs(weak, theta);
        }
        try (GradientMode off = GradientMode.off()) {
            return outputs(weak, theta);
        }
    }

    private Outputs outputs(NDArray images, Parameters theta) {
        NDArray features = classifier.network().features(images, theta, moving());
        return new Outputs(
                features,
                unsupervised.usesHead() ? classifier.network().head(features, theta) : null);
    }

    private Normalisation moving() {
        return Normalisation.updating(classifier.statistics());
    }
}
