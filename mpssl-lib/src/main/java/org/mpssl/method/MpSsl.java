package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.augment.Augmentation;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.loss.SyntheticConsistency;
import org.mpssl.nn.Normalisation;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * MP-SSL (Algorithm 1): every step moves the synthetic images towards a lower validation loss
 * (LMO), then trains the classifier on labels plus feature consistency of new synthetic images
 * (SCR).
 */
public final class MpSsl implements Method {

    private final Workspace workspace;
    private final Classifier classifier;
    private final LatentMetaOptimisation lmo;
    private final LabelledBatches labelled;
    private final LabelledBatches validation;
    private final Augmentation augmentation;
    private final RandomStreams streams;
    private final double lambda;

    /**
     * Creates the method.
     *
     * @param workspace where it computes
     * @param classifier what it trains
     * @param lmo what moves phi and xi
     * @param labelled batches of D
     * @param validation batches of D_val
     * @param augmentation of the synthetic images
     * @param streams the run's random streams
     * @param lambda the weight of the consistency loss
     */
    public MpSsl(
            Workspace workspace,
            Classifier classifier,
            LatentMetaOptimisation lmo,
            LabelledBatches labelled,
            LabelledBatches validation,
            Augmentation augmentation,
            RandomStreams streams,
            double lambda) {
        this.workspace = workspace;
        this.classifier = classifier;
        this.lmo = lmo;
        this.labelled = labelled;
        this.validation = validation;
        this.augmentation = augmentation;
        this.streams = streams;
        this.lambda = lambda;
    }

    @Override
    public Losses step(long t, double rate) {
        try (Step step = workspace.step()) {
            Batch d = labelled.at(step, t);
            Batch v = validation.at(step, t);
            Losses losses = lmo.step(step, classifier, d, v, t);
            NDArray synthetic = lmo.synthesise(step, d.labels(), streams.at("noise", t));
            return classifierStep(step, d, synthetic, t, rate, losses);
        }
    }

    /** theta descends L + lambda SCR; phi and xi stay. */
    private Losses classifierStep(
            Step step, Batch d, NDArray synthetic, long t, double rate, Losses before) {
        try (GradientMode on = GradientMode.on()) {
            NDArray weak = augmentation.weakView(step, synthetic, streams.at("unlabelled-weak", t));
            NDArray strong =
                    augmentation.strongView(step, synthetic, streams.at("unlabelled-strong", t));
            Parameters theta = step.leaves(classifier.theta());
            Normalisation normalisation = Normalisation.updating(classifier.statistics());

            NDArray images = d.images().concat(weak, 0).concat(strong, 0);
            NDArray features = classifier.network().features(images, theta, normalisation);
            NDArray[] parts = features.split(3, 0).toArray(NDArray[]::new);
            NDArray supervised =
                    CrossEntropy.mean(classifier.network().head(parts[0], theta), d.labels());
            NDArray scr = SyntheticConsistency.mean(parts[1], parts[2]);
            NDArray loss = supervised.add(Operations.times(scr, lambda));

            Losses losses = before.and("supervised", supervised).and("scr", scr);
            Parameters gradients = step.gradients(loss, theta);
            classifier.optimiser().update(step, classifier.theta(), gradients, rate);
            return losses;
        }
    }
}
