package org.mpssl.notebook;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.mpssl.method.Losses;
import org.mpssl.study.Comparison;
import org.mpssl.study.Runs;
import org.mpssl.study.StudyProgress;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainingListener;

/**
 * Trains while the page watches: a line that says how far it is, and the validation accuracy as a
 * growing curve.
 *
 * <p>Two runs go on at a time, each on one thread. The interrupt button stops them within a step.
 */
public final class LiveTraining {

    private LiveTraining() {}

    /**
     * Trains every run of a comparison and draws those of its first seed.
     *
     * @param comparison methods and seeds
     * @param folder where run folders go
     * @return the results, in the order of {@link Comparison#specs()}
     * @throws CancellationException if the reader interrupts it
     */
    public static List<RunResult> run(Comparison comparison, Path folder) {
        return run(comparison, folder, UnaryOperator.identity(), false);
    }

    /**
     * Trains every run of a comparison and draws those of its first seed.
     *
     * @param comparison methods and seeds
     * @param folder where run folders go
     * @param look changes the curve whenever it is drawn, for example by a stamp
     * @return the results, in the order of {@link Comparison#specs()}; runs that the folder has
     *     already are not made again, for they may take hours
     * @throws CancellationException if the reader interrupts it
     */
    public static List<RunResult> resume(
            Comparison comparison, Path folder, UnaryOperator<Showable> look) {
        return run(comparison, folder, look, true);
    }

    private static List<RunResult> run(
            Comparison comparison, Path folder, UnaryOperator<Showable> look, boolean reuse) {
        long first = comparison.seeds().get(0);
        Map<String, RunSpec> drawn = new LinkedHashMap<>();
        for (String method : comparison.methods()) {
            drawn.put(method, comparison.spec(method, first));
        }
        return run(
                "Validation accuracy, seed " + first,
                comparison.specs(),
                drawn,
                folder,
                look,
                reuse);
    }

    /**
     * Trains some runs and draws them all; runs with equal specs are one run.
     *
     * @param title the title of the curve
     * @param runs the runs by the name that the curve gives them
     * @param folder where run folders go
     * @return the results, in the order of the map
     * @throws CancellationException if the reader interrupts it
     */
    public static List<RunResult> run(String title, Map<String, RunSpec> runs, Path folder) {
        List<RunSpec> different = runs.values().stream().distinct().toList();
        List<RunResult> results =
                run(title, different, runs, folder, UnaryOperator.identity(), false);
        return runs.values().stream().map(spec -> results.get(different.indexOf(spec))).toList();
    }

    private static List<RunResult> run(
            String title,
            List<RunSpec> specs,
            Map<String, RunSpec> drawn,
            Path folder,
            UnaryOperator<Showable> look,
            boolean reuse) {
        // Before the watch begins: the engine may be loaded here, and that does not hear an
        // interrupt.
        int atOnce = Runs.usually();
        try (Watch watch = new Watch(title, specs, drawn, look)) {
            List<RunResult> results = new Runs(folder, atOnce, reuse).execute(specs, watch);
            watch.done = true;
            return results;
        }
    }

    /** Passes on what the runs tell. */
    private static final class Watch implements TrainingListener, AutoCloseable {

        private final int runs;
        private final String lineId = Kernel.display(Bundle.text("starting"));
        private final long start = System.nanoTime();
        private final Map<RunSpec, String> names = new LinkedHashMap<>();
        private final StudyProgress line;
        private final LiveCurve curve;
        private boolean done;

        Watch(
                String title,
                List<RunSpec> specs,
                Map<String, RunSpec> drawn,
                UnaryOperator<Showable> look) {
            runs = specs.size();
            line = new StudyProgress(specs, this::tell);
            drawn.forEach((name, spec) -> names.put(spec, name));
            String[] order = names.values().toArray(String[]::new);
            curve = LiveCurve.start(look, title, "step", "accuracy on D_val", order);
        }

        private void tell(String text) {
            Kernel.update(lineId, Bundle.text(text));
            Session.note(text);
        }

        @Override
        public void onResume(RunSpec spec, int done, List<Evaluation> history) {
            line.onResume(spec, done, history);
            history.forEach(evaluation -> onEvaluation(spec, evaluation));
        }

        @Override
        public void onStep(RunSpec spec, int step, Losses losses) {
            line.onStep(spec, step, losses);
        }

        @Override
        public void onEvaluation(RunSpec spec, Evaluation evaluation) {
            String name = names.get(spec);
            if (name != null) {
                curve.add(name, evaluation.step(), evaluation.accuracy());
            }
        }

        @Override
        public void onEnd(RunSpec spec, RunResult result) {
            line.onEnd(spec, result);
        }

        @Override
        public void close() {
            curve.close();
            String time = ProgressLine.time((System.nanoTime() - start) / 1e9);
            tell(
                    done
                            ? runs + (runs == 1 ? " run" : " runs") + " done in " + time
                            : "stopped after " + time);
        }
    }
}
