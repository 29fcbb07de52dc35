package org.mpssl.notebook.live;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.method.Losses;
import org.mpssl.notebook.Line;
import org.mpssl.notebook.LineChart;
import org.mpssl.notebook.Picture;
import org.mpssl.notebook.Repainter;
import org.mpssl.notebook.SampleGrid;
import org.mpssl.notebook.widget.Box;
import org.mpssl.notebook.widget.Button;
import org.mpssl.notebook.widget.PictureView;
import org.mpssl.notebook.widget.ProgressBar;
import org.mpssl.notebook.widget.Words;
import org.mpssl.study.TimeLeft;
import org.mpssl.tensor.Step;
import org.mpssl.train.Evaluation;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainingListener;

/** What the page shows of a run. */
final class RunPanel implements TrainingListener {

    private static final int IMAGES = 16;
    private static final int IMAGES_PER_ROW = 8;

    /** Before that, the first steps, which are slow, say little of the others. */
    private static final double UNKNOWN_SECONDS = 2;

    private final RunSpec spec;
    private final ProgressBar bar = new ProgressBar();
    private final Button stop = new Button("Stop", "stop");
    private final Words state;
    private final Words metrics = new Words("");
    private final PictureView curveView = new PictureView("58%");
    private final PictureView imagesView = new PictureView("40%");
    private final Box box;

    private Repainter repainter = new Repainter(this::draw);
    private Experiment experiment;
    private long started;
    private int resumedAt;
    private volatile Curve accuracies = Curve.EMPTY;
    private volatile SampleGrid images;
    private volatile boolean stopWanted;

    RunPanel(RunSpec spec) {
        this.spec = spec;
        state = new Words(name() + ": not begun");
        box = Box.column(Box.row(bar, stop), state, metrics, Box.row(curveView, imagesView));
        stop.enabled(false);
        stop.onClick(this::stop);
    }

    private String name() {
        return spec.method() + ", seed " + spec.seed();
    }

    Box box() {
        return box;
    }

    void show() {
        box.show(toString());
    }

    /** Has the run end after the step that is being made. */
    void stop() {
        stopWanted = true;
        stop.enabled(false);
    }

    boolean isStopping() {
        return stopWanted;
    }

    /** The thread is interrupted by itself after a step, not from outside while it reads a file. */
    private void stopIfWanted() {
        if (stopWanted) {
            Thread.currentThread().interrupt();
        }
    }

    void begin() {
        accuracies = Curve.EMPTY;
        images = null;
        resumedAt = 0;
        stopWanted = false;
        repainter = new Repainter(this::draw);
        bar.share(0);
        bar.look(ProgressBar.Look.BUSY);
        stop.enabled(true);
        state.say(name() + ": building the experiment");
        metrics.say("");
    }

    @Override
    public void onStart(Experiment built) {
        experiment = built;
        started = System.nanoTime();
        lookAtImages();
        repainter.soon();
        stopIfWanted();
    }

    @Override
    public void onResume(RunSpec run, int done, List<Evaluation> history) {
        resumedAt = done;
        history.forEach(row -> accuracies = accuracies.and(row));
        repainter.soon();
    }

    @Override
    public void onStep(RunSpec run, int done, Losses losses) {
        bar.share(done / (double) spec.steps());
        state.say("%s: step %d of %d%s".formatted(name(), done, spec.steps(), left(done)));
        metrics.say(
                losses.values().entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.3f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining("   ", "losses: ", "")));
        stopIfWanted();
    }

    private String left(int done) {
        double seconds = (System.nanoTime() - started) / 1e9;
        if (seconds < UNKNOWN_SECONDS || done == spec.steps()) {
            return "";
        }
        double each = seconds / (done - resumedAt);
        return ", about " + TimeLeft.words(each * (spec.steps() - done)) + " left";
    }

    @Override
    public void onEvaluation(RunSpec run, Evaluation evaluation) {
        accuracies = accuracies.and(evaluation);
        lookAtImages();
        repainter.soon();
    }

    /**
     * Looks at the images of always the same draws, so that what is learned shows and no chance.
     */
    private void lookAtImages() {
        try (Step step = experiment.workspace().step()) {
            Optional<NDArray> unlabelled = experiment.method().unlabelled(step, 0);
            if (unlabelled.isPresent()) {
                NDArray all = unlabelled.get();
                long count = Math.min(IMAGES, all.getShape().get(0));
                List<Picture> some = Picture.all(all.get(new NDIndex(":" + count)));
                images = SampleGrid.of("Unlabelled images", some, IMAGES_PER_ROW);
            }
        }
    }

    private void draw() {
        LineChart chart = curve();
        curveView.picture(chart.png(), chart.alt());
        images().ifPresent(grid -> imagesView.picture(grid.png(), grid.alt()));
    }

    void end(RunResult result) {
        bar.look(result.stopped() ? ProgressBar.Look.STOPPED : ProgressBar.Look.DONE);
        state.say(name() + ": " + outcome(result));
        finish();
    }

    private static String outcome(RunResult result) {
        if (result.stopped()) {
            return result.bestStep() > 0
                    ? "stopped; the best weights so far are kept"
                    : "stopped before the first evaluation";
        }
        return String.format(
                Locale.ROOT,
                "done; test accuracy %.1f %% (best validation, step %d)",
                100 * result.test(),
                result.bestStep());
    }

    void fail(Throwable problem) {
        bar.look(ProgressBar.Look.FAILED);
        boolean mistake = problem instanceof UserError;
        state.complain(name() + ": " + (mistake ? problem.getMessage() : problem.toString()));
        finish();
    }

    private void finish() {
        experiment = null;
        stop.enabled(false);
        repainter.finish(this::draw);
        box.flush();
    }

    LineChart curve() {
        return accuracies.chart(spec.method(), name());
    }

    Optional<SampleGrid> images() {
        return Optional.ofNullable(images);
    }

    @Override
    public String toString() {
        return """
                A panel with a progress bar, a Stop button, the growing curve and the latest images.
                It is alive while the kernel is: run the cells above and then this one, in JupyterLab.
                """
                + state.text();
    }

    /** The validation accuracies so far. */
    private record Curve(List<Double> steps, List<Double> values) {

        static final Curve EMPTY = new Curve(List.of(), List.of());

        Curve and(Evaluation evaluation) {
            return new Curve(
                    and(steps, (double) evaluation.step()), and(values, evaluation.accuracy()));
        }

        private static List<Double> and(List<Double> values, double value) {
            List<Double> more = new ArrayList<>(values);
            more.add(value);
            return List.copyOf(more);
        }

        LineChart chart(String method, String title) {
            Line line = new Line(method, steps, values, List.of());
            return new LineChart(title, "step", "accuracy on D_val", List.of(line));
        }
    }
}
