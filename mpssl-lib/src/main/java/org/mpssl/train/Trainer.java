package org.mpssl.train;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.mpssl.UserError;
import org.mpssl.method.Classifier;
import org.mpssl.method.Losses;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;

/**
 * Trains one experiment: steps, evaluations on D_val, the best weights kept, the test images looked
 * at once at the end.
 *
 * <p>An interrupt of the thread ends the run within one step; the result is then that of the steps
 * made, marked as stopped and without a test accuracy, and the thread stays interrupted.
 */
public final class Trainer {

    private final Experiment experiment;
    private final RunSpec spec;
    private final TrainingListener listener;
    private final List<Evaluation> history = new ArrayList<>();
    private final Map<String, double[]> lossSums = new LinkedHashMap<>();
    private final Parameters best;
    private double bestAccuracy = -1;
    private int bestStep;

    /**
     * Prepares a run.
     *
     * @param experiment what to train, not yet trained
     * @param best where the best weights are kept: see {@link #run(RunSpec, TrainingListener)}
     * @param listener hears how it goes
     */
    private Trainer(Experiment experiment, Parameters best, TrainingListener listener) {
        this.experiment = experiment;
        this.spec = experiment.spec();
        this.best = best;
        this.listener = listener;
    }

    /**
     * Trains what a spec describes on the chosen device and leaves no files.
     *
     * @param spec the run
     * @param listener hears how it goes
     * @return the result
     */
    public static RunResult run(RunSpec spec, TrainingListener listener) {
        return run(spec, listener, started -> RunFiles.NONE, Devices.chosen());
    }

    /**
     * Trains what a spec describes on the chosen device.
     *
     * @param spec the run
     * @param listener hears how it goes
     * @param folder where the run's files go
     * @return the result
     */
    public static RunResult run(RunSpec spec, TrainingListener listener, RunFolder folder) {
        return run(spec, listener, folder::begin, Devices.chosen());
    }

    private static RunResult run(
            RunSpec spec,
            TrainingListener listener,
            Function<RunSpec, RunFiles> begin,
            Device device) {
        try (Experiment experiment = new Experiment(spec, device)) {
            Classifier classifier = experiment.classifier();
            Parameters trained = classifier.theta().and(classifier.statistics());
            // The copy of the best weights is the one persistent thing made after sealing.
            try (Step keep = experiment.workspace().step()) {
                Parameters best = trained.map(array -> keep.own(array).duplicate());
                Trainer trainer = new Trainer(experiment, best, listener);
                RunResult result;
                try (RunFiles files = begin.apply(spec)) {
                    result = trainer.train(trained, files, device);
                }
                listener.onEnd(spec, result);
                return result;
            }
        }
    }

    private RunResult train(Parameters trained, RunFiles files, Device device) {
        Map<String, String> provenance = Provenance.of(spec, device, experiment.dataset());
        RunState state = files.resume(experiment, best, provenance);
        listener.onStart(experiment);
        goOnFrom(state);
        long start = System.nanoTime() - (long) (state.seconds() * 1e9);
        int done = state.done();
        while (done < spec.steps() && !Thread.currentThread().isInterrupted()) {
            Losses losses = experiment.method().step(done, spec.training().rate(done));
            check(losses, done);
            done++;
            losses.values().forEach((name, value) -> add(name, value));
            listener.onStep(spec, done, losses);
            if (done % spec.training().evaluateEvery() == 0 || done == spec.steps()) {
                evaluate(done, trained, files);
                files.save(experiment, best, state(done, seconds(start)), provenance);
            }
        }
        RunResult result = result(trained, done, start, provenance);
        files.end(result, done, experiment, best);
        return result;
    }

    private void goOnFrom(RunState state) {
        history.addAll(state.history());
        bestAccuracy = state.bestAccuracy();
        bestStep = state.bestStep();
        if (state.done() > 0) {
            listener.onResume(spec, state.done(), state.history());
        }
    }

    private RunState state(int done, double seconds) {
        List<Double> unsupervised =
                Arrays.stream(experiment.unsupervised().state()).boxed().toList();
        return new RunState(done, seconds, bestAccuracy, bestStep, history, unsupervised);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private void check(Losses losses, int t) {
        losses.values()
                .forEach(
                        (name, value) -> {
                            if (!Double.isFinite(value)) {
                                throw new UserError(
                                        """
                                        the loss '%s' is %s at step %d of the run %s (seed %d): \
                                        lower the learning rate, lambda or eta"""
                                                .formatted(
                                                        name, value, t, spec.hash(), spec.seed()));
                            }
                        });
    }

    private void add(String name, double value) {
        double[] sum = lossSums.computeIfAbsent(name, key -> new double[2]);
        sum[0] += value;
        sum[1]++;
    }

    private void evaluate(int done, Parameters trained, RunFiles files) {
        double accuracy = experiment.evaluate(experiment.task().validation()).accuracy();
        Map<String, Double> means = new LinkedHashMap<>();
        lossSums.forEach((name, sum) -> means.put(name, sum[0] / sum[1]));
        lossSums.clear();
        Evaluation evaluation =
                new Evaluation(done, spec.training().rate(done - 1L), accuracy, means);
        history.add(evaluation);
        // D_val is training data of the fairness row, so it cannot select: the last step counts.
        if (accuracy >= bestAccuracy || spec.method().equals(Methods.BASE_ALL_LABELS)) {
            bestAccuracy = accuracy;
            bestStep = done;
            copy(best, trained);
        }
        files.add(evaluation);
        listener.onEvaluation(spec, evaluation);
    }

    private void copy(Parameters target, Parameters source) {
        try (Step step = experiment.workspace().step()) {
            step.copy(target, source);
        }
    }

    private RunResult result(
            Parameters trained, int done, long start, Map<String, String> provenance) {
        boolean stopped = done < spec.steps();
        // Whoever stops a run wants the thread back, and half a run is compared with nothing.
        double last = stopped ? Double.NaN : testAccuracy();
        double test = last;
        if (!stopped && bestStep < done) {
            copy(trained, best);
            test = testAccuracy();
        }
        return new RunResult(
                spec,
                test,
                last,
                bestStep,
                stopped,
                seconds(start),
                history,
                labelDistribution(),
                provenance);
    }

    private double testAccuracy() {
        return experiment.evaluate(experiment.testImages()).accuracy();
    }

    private List<List<Double>> labelDistribution() {
        List<List<Double>> rows = new ArrayList<>();
        if (experiment.lmo() != null) {
            for (float[] row : experiment.lmo().labelDistribution()) {
                List<Double> values = new ArrayList<>();
                for (float value : row) {
                    values.add((double) value);
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
