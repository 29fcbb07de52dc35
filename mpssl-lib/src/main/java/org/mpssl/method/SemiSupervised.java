package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/**
 * Semi-supervised training with given unlabelled images (equations 1 and 3).
 *
 * <p>With the real images of D_u it is the oracle, with those of the foundation data transfer SSL,
 * with synthetic images of random latents and foundation labels naive gSSL (and, with the loss SCR,
 * MP-SSL without LMO), with those of soft foundation labels P-SSL.
 */
public final class SemiSupervised implements Method {

    private final Workspace workspace;
    private final LabelledBatches labelled;
    private final UnlabelledImages unlabelled;
    private final ClassifierStep classifierStep;

    /**
     * Creates the method.
     *
     * @param workspace where it computes
     * @param labelled its labelled batches
     * @param unlabelled its unlabelled images
     * @param classifierStep the step of theta
     */
    public SemiSupervised(
            Workspace workspace,
            LabelledBatches labelled,
            UnlabelledImages unlabelled,
            ClassifierStep classifierStep) {
        this.workspace = workspace;
        this.labelled = labelled;
        this.unlabelled = unlabelled;
        this.classifierStep = classifierStep;
    }

    @Override
    public Optional<NDArray> unlabelled(Step step, long t) {
        return Optional.of(unlabelled.at(step, t));
    }

    @Override
    public Losses step(long t, double rate) {
        try (Step step = workspace.step()) {
            Batch d = labelled.at(step, t);
            NDArray u = unlabelled.at(step, t);
            return classifierStep.make(step, d, u, t, rate, Losses.none());
        }
    }
}
