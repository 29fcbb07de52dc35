package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.augment.Augmentation;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.loss.FreeMatch;
import org.mpssl.nn.Normalisation;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Semi-supervised training with FreeMatch on given unlabelled images (equations 1 and 3).
 *
 * <p>With synthetic images it is naive gSSL (random latents and foundation labels) or P-SSL (soft
 * foundation labels of the training images): see {@link SyntheticPool}. Labelled, weak and strong
 * images go through one forward pass and share its batch statistics.
 */
public final class SemiSupervised implements Method {

    private final Workspace workspace;
    private final Classifier classifier;
    private final LabelledBatches labelled;
    private final UnlabelledImages unlabelled;
    private final Augmentation augmentation;
    private final RandomStreams streams;
    private final FreeMatch freeMatch;
    private final double lambda;

    /**
     * Creates the method.
     *
     * @param workspace where it computes
     * @param classifier what it trains
     * @param labelled its labelled batches
     * @param unlabelled its unlabelled images
     * @param augmentation of the unlabelled images
     * @param streams the run's random streams
     * @param freeMatch the unsupervised loss with its state
     * @param lambda the weight of the unsupervised loss
     */
    public SemiSupervised(
            Workspace workspace,
            Classifier classifier,
            LabelledBatches labelled,
            UnlabelledImages unlabelled,
            Augmentation augmentation,
            RandomStreams streams,
            FreeMatch freeMatch,
            double lambda) {
        this.workspace = workspace;
        this.classifier = classifier;
        this.labelled = labelled;
        this.unlabelled = unlabelled;
        this.augmentation = augmentation;
        this.streams = streams;
        this.freeMatch = freeMatch;
        this.lambda = lambda;
    }

    @Override
    public Losses step(long t, double rate) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            Batch d = labelled.at(step, t);
            NDArray u = unlabelled.at(step, t);
            NDArray weak = augmentation.weakView(step, u, streams.at("unlabelled-weak", t));
            NDArray strong = augmentation.strongView(step, u, streams.at("unlabelled-strong", t));
            Parameters theta = step.leaves(classifier.theta());
            Normalisation normalisation = Normalisation.updating(classifier.statistics());

            NDArray images = d.images().concat(weak, 0).concat(strong, 0);
            NDArray logits = classifier.network().logits(images, theta, normalisation);
            long n = d.size();
            long m = weak.getShape().get(0);
            NDArray[] parts = logits.split(new long[] {n, n + m}, 0).toArray(NDArray[]::new);
            NDArray supervised = CrossEntropy.mean(parts[0], d.labels());
            NDArray unsupervised = freeMatch.loss(step, parts[1], parts[2]);
            NDArray loss = supervised.add(Operations.times(unsupervised, lambda));

            Losses losses =
                    Losses.none()
                            .and("supervised", supervised)
                            .and("freematch", unsupervised)
                            .and("mask", freeMatch.maskRate());
            Parameters gradients = step.gradients(loss, theta);
            classifier.optimiser().update(step, classifier.theta(), gradients, rate);
            return losses;
        }
    }
}
