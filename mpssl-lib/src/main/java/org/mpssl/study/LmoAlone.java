package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mpssl.UserError;
import org.mpssl.method.Base;
import org.mpssl.method.Batch;
import org.mpssl.method.LatentMetaOptimisation;
import org.mpssl.method.Losses;
import org.mpssl.tensor.Step;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunSpec;

/**
 * LMO looked at alone: the classifier is trained a little on labels and then frozen; only phi and
 * xi move, and the meta-objective is measured on draws that LMO never sees.
 */
public final class LmoAlone {

    /** Steps numbered from here on are never trained on: their batches and noise are held out. */
    private static final long HELD_OUT = 1_000_000_000L;

    private LmoAlone() {}

    /**
     * The meta-objective on the held-out draws after some LMO steps.
     *
     * @param step LMO steps made
     * @param validation mean L_val(theta')
     * @param gap mean L_gap
     */
    public record Measurement(int step, double validation, double gap) {

        /**
         * Returns the objective.
         *
         * @param gapWeight lambda_gap
         * @return L_val + lambda_gap L_gap
         */
        public double objective(double gapWeight) {
            return validation + gapWeight * gap;
        }
    }

    /**
     * Runs it.
     *
     * @param experiment an MP-SSL experiment, not yet trained
     * @param supervisedSteps steps of theta on labels before it is frozen
     * @param lmoSteps steps of phi and xi
     * @param measureEvery LMO steps between measurements
     * @param draws held-out draws per measurement
     * @return the measurements, the first before any LMO step
     * @throws CancellationException if the thread is interrupted, which it stays
     */
    public static List<Measurement> run(
            Experiment experiment, int supervisedSteps, int lmoSteps, int measureEvery, int draws) {
        return run(experiment, supervisedSteps, lmoSteps, measureEvery, draws, () -> {});
    }

    /**
     * Runs it and tells how far it is.
     *
     * @param experiment an MP-SSL experiment, not yet trained
     * @param supervisedSteps steps of theta on labels before it is frozen
     * @param lmoSteps steps of phi and xi
     * @param measureEvery LMO steps between measurements
     * @param draws held-out draws per measurement
     * @param afterStep called after each LMO step
     * @return the measurements, the first before any LMO step
     * @throws CancellationException if the thread is interrupted, which it stays
     */
    public static List<Measurement> run(
            Experiment experiment,
            int supervisedSteps,
            int lmoSteps,
            int measureEvery,
            int draws,
            Runnable afterStep) {
        RunSpec spec = experiment.spec();
        if (experiment.lmo() == null) {
            throw new UserError("LMO belongs to the method mp-ssl, not to " + spec.method());
        }
        Base base =
                new Base(experiment.workspace(), experiment.classifier(), experiment.labelled());
        for (int t = 0; t < supervisedSteps; t++) {
            stopIfInterrupted();
            base.step(t, spec.training().learningRate());
        }
        List<Measurement> measurements = new ArrayList<>();
        measurements.add(measure(experiment, 0, draws));
        for (int t = 0; t < lmoSteps; t++) {
            stopIfInterrupted();
            lmoStep(experiment, t);
            afterStep.run();
            if ((t + 1) % measureEvery == 0 || t + 1 == lmoSteps) {
                measurements.add(measure(experiment, t + 1, draws));
            }
        }
        return measurements;
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("LMO was interrupted");
        }
    }

    private static void lmoStep(Experiment experiment, long t) {
        LatentMetaOptimisation lmo = experiment.lmo();
        try (Step step = experiment.workspace().step()) {
            Batch d = experiment.labelled().at(step, t);
            Batch v = experiment.validation().at(step, t);
            lmo.step(
                    step,
                    experiment.classifier(),
                    d,
                    v,
                    t,
                    experiment.spec().training().learningRate());
        }
    }

    private static Measurement measure(Experiment experiment, int made, int draws) {
        double validation = 0;
        double gap = 0;
        for (int i = 0; i < draws; i++) {
            stopIfInterrupted();
            try (Step step = experiment.workspace().step()) {
                Batch d = experiment.labelled().at(step, HELD_OUT + i);
                Batch v = experiment.validation().at(step, HELD_OUT + i);
                Losses losses =
                        experiment
                                .lmo()
                                .measure(
                                        step,
                                        experiment.classifier(),
                                        d,
                                        v,
                                        HELD_OUT + i,
                                        experiment.spec().training().learningRate());
                validation += losses.values().getOrDefault("validation", 0.0) / draws;
                gap += losses.values().getOrDefault("gap", 0.0) / draws;
            }
        }
        return new Measurement(made, validation, gap);
    }
}
