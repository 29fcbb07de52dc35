package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * MP-SSL (Algorithm 1): each step first moves phi and xi by latent meta-optimisation, then theta on
 * labels and the consistency of freshly drawn synthetic images.
 */
public final class MpSsl implements Method {

    private final Workspace workspace;
    private final LatentMetaOptimisation lmo;
    private final LabelledBatches labelled;
    private final LabelledBatches validation;
    private final ClassifierStep classifierStep;
    private final RandomStreams streams;
    private final boolean reuseSynthetic;

    /**
     * Creates the method.
     *
     * @param workspace where it computes
     * @param lmo what moves phi and xi
     * @param labelled batches of D
     * @param validation batches of D_val
     * @param classifierStep the step of theta
     * @param streams the run's random streams
     * @param reuseSynthetic whether theta is trained on the images of the LMO step, those of the
     *     old phi and xi, instead of fresh ones: it saves a pass through the generator
     */
    public MpSsl(
            Workspace workspace,
            LatentMetaOptimisation lmo,
            LabelledBatches labelled,
            LabelledBatches validation,
            ClassifierStep classifierStep,
            RandomStreams streams,
            boolean reuseSynthetic) {
        this.workspace = workspace;
        this.lmo = lmo;
        this.labelled = labelled;
        this.validation = validation;
        this.classifierStep = classifierStep;
        this.streams = streams;
        this.reuseSynthetic = reuseSynthetic;
    }

    @Override
    public Optional<NDArray> unlabelled(Step step, long t) {
        NDArray labels = labelled.at(step, t).labels();
        return Optional.of(lmo.synthesise(step, labels, streams.at("noise", t)));
    }

    @Override
    public Losses step(long t, double rate) {
        try (Step step = workspace.step()) {
            Batch d = labelled.at(step, t);
            Batch v = validation.at(step, t);
            LatentMetaOptimisation.Made made =
                    lmo.step(step, classifierStep.classifier(), d, v, t, rate);
            NDArray synthetic =
                    reuseSynthetic
                            ? made.synthetic()
                            : lmo.synthesise(step, d.labels(), streams.at("noise", t));
            step.record("synthetic", synthetic);
            return classifierStep.make(step, d, synthetic, t, rate, made.losses());
        }
    }
}
