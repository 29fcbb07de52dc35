package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.nn.Normalisation;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The base model: the supervised loss on the labelled images alone (equation 2). */
public final class Base implements Method {

    private final Workspace workspace;
    private final Classifier classifier;
    private final LabelledBatches labelled;

    /**
     * Creates the method.
     *
     * @param workspace where it computes
     * @param classifier what it trains
     * @param labelled its batches
     */
    public Base(Workspace workspace, Classifier classifier, LabelledBatches labelled) {
        this.workspace = workspace;
        this.classifier = classifier;
        this.labelled = labelled;
    }

    @Override
    public Losses step(long t, double rate) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            Batch d = labelled.at(step, t);
            Parameters theta = step.leaves(classifier.theta());
            Normalisation normalisation = Normalisation.updating(classifier.statistics());

            NDArray logits = classifier.network().logits(d.images(), theta, normalisation);
            NDArray loss = CrossEntropy.mean(logits, d.labels());
            Losses losses = Losses.none().and("supervised", loss);
            losses.record(step);
            Parameters gradients = step.gradients(loss, theta);
            classifier.update(step, gradients, rate);
            return losses;
        }
    }
}
