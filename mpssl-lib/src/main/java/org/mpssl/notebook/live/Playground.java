package org.mpssl.notebook.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mpssl.UserError;
import org.mpssl.notebook.Chart;
import org.mpssl.notebook.HeatMap;
import org.mpssl.notebook.LineChart;
import org.mpssl.notebook.SampleGrid;
import org.mpssl.notebook.Session;
import org.mpssl.notebook.Table;
import org.mpssl.notebook.widget.Box;
import org.mpssl.notebook.widget.Button;
import org.mpssl.notebook.widget.PictureView;
import org.mpssl.notebook.widget.Words;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/**
 * A panel to play with a run's settings: sliders, previews of what they mean, a button that trains,
 * and all runs of the visit in one chart and table.
 *
 * <p>Whatever the panel does can be asked for in a cell too: {@link #set} moves a control, {@link
 * #run} trains and waits.
 */
public final class Playground {

    private final Path folder;
    private final Controls controls;
    private final Visit visit = new Visit();
    private final Words said = new Words("");
    private final Words problem = new Words("");
    private final Button run = new Button("Run", "play");
    private final Button export = new Button("Export specs", "download");
    private final PreviewRow previews = new PreviewRow(this::complain);
    private final Box current = Box.column(new Words("No run yet."));
    private final PictureView comparison = new PictureView("58%");
    private final Words table = new Words("");
    private final Box box;

    private Playground(RunSpec start, Path folder) {
        this.folder = folder;
        controls = new Controls(start);
        box =
                Box.column(
                        Box.beside(controls.box(), Box.column(said, problem, Box.row(run, export))),
                        previews.box(),
                        current,
                        Box.row(comparison, table));
        controls.onChange(this::changed);
        controls.onProblem(this::complain);
        run.onClick(this::start);
        run.onProblem(this::complain);
        export.onClick(
                () -> {
                    problem.say("");
                    said.say("Written: " + export());
                });
        export.onProblem(this::complain);
    }

    /**
     * Returns a playground whose controls stand at a spec's values; its set-up, test images and
     * evaluations stay as they are there.
     *
     * @param start the spec
     * @return the playground, whose runs go to a folder of their own among {@link Session#runs}
     */
    public static Playground of(RunSpec start) {
        return of(start, Session.runs().resolve("playground"));
    }

    /**
     * Returns a playground.
     *
     * @param start where its controls stand
     * @param folder where its runs go
     * @return the playground
     */
    public static Playground of(RunSpec start, Path folder) {
        return new Playground(start, folder);
    }

    /** Shows the panel and its first previews. */
    public void show() {
        changed();
        box.show(toString());
    }

    private void changed() {
        problem.say("");
        try {
            RunSpec spec = controls.spec();
            run.enabled(!isRunning());
            said.say(describe(spec));
            previews.follow(spec, this::learned);
        } catch (UserError e) {
            run.enabled(false);
            said.say("These settings describe no run.");
            complain(e);
        }
    }

    private static String describe(RunSpec spec) {
        String differences = Controls.differences(spec);
        return "%s, seed %d, %d steps%s\nfolder %s"
                .formatted(
                        spec.method(),
                        spec.seed(),
                        spec.steps(),
                        differences.isEmpty() ? ", as usual" : "; other than usual: " + differences,
                        RunFolder.name(spec));
    }

    private void complain(RuntimeException e) {
        problem.complain(e instanceof UserError ? e.getMessage() : e.toString());
    }

    /** Returns what the last run of the visit that learned labels has learned. */
    private Optional<List<List<Double>>> learned() {
        return visit.runs().stream()
                .flatMap(made -> made.ended().stream())
                .map(RunResult::labelDistribution)
                .filter(rows -> !rows.isEmpty())
                .reduce((before, after) -> after);
    }

    /**
     * Moves a control, as a reader would.
     *
     * @param field name of a spec's field that has a control
     * @param value the value
     * @throws UserError if there is no such control
     */
    public void set(String field, Object value) {
        controls.set(field, value);
        changed();
    }

    /** Returns the run that the controls describe. */
    public RunSpec spec() {
        return controls.spec();
    }

    /**
     * Lets a run begin as the Run button does.
     *
     * @throws UserError if one goes on, or the controls do not describe one
     */
    public void start() {
        if (isRunning()) {
            throw new UserError("a run goes on: Stop ends it");
        }
        problem.say("");
        LiveRun next = LiveRun.of(controls.spec(), folder);
        next.onEnd(this::ended);
        List<LiveRun> before = visit.runs();
        visit.add(next);
        current.hold(next.panel().box());
        before.forEach(made -> made.panel().box().close());
        run.enabled(false);
        next.begin();
    }

    private void ended() {
        Chart chart = chart();
        comparison.picture(chart.png(), chart.alt());
        table.show(table());
        run.enabled(!isRunning() && isValid());
    }

    private boolean isValid() {
        try {
            return controls.spec() != null;
        } catch (UserError e) {
            return false;
        }
    }

    private boolean isRunning() {
        return visit.runs().stream().anyMatch(LiveRun::isRunning);
    }

    /** Makes the run that the controls describe and waits for it; an interrupt stops it. */
    public void run() {
        start();
        await();
    }

    /** Waits for the run that goes on, if one does. */
    public void await() {
        List<LiveRun> runs = visit.runs();
        if (!runs.isEmpty()) {
            runs.get(runs.size() - 1).await();
        }
    }

    /** Stops the run that goes on, within one step. */
    public void stop() {
        visit.runs().forEach(LiveRun::stop);
    }

    /**
     * Returns unlabelled images as the method would make them before any training, if it has any.
     */
    public Optional<SampleGrid> samples() {
        return look().samples();
    }

    /** Returns labelled images, each with a weak view and three strong ones. */
    public SampleGrid views() {
        return look().views();
    }

    /**
     * Returns labels that the converter would give for some draws of noise, softened by tau, if the
     * run has a converter.
     */
    public Optional<HeatMap> labels() {
        return look().relaxed();
    }

    private Previews look() {
        return Previews.of(controls.spec(), learned());
    }

    /** Returns the validation accuracies of all runs of the visit. */
    public LineChart chart() {
        return visit.chart();
    }

    /** Returns settings and accuracies of all runs of the visit. */
    public Table table() {
        return visit.table();
    }

    /** Returns the specs of all runs of the visit. */
    public List<RunSpec> specs() {
        return visit.specs();
    }

    /**
     * Writes the specs of the visit, each a file for {@code ./workbench train --spec}.
     *
     * @return the folder
     */
    public Path export() {
        Path specs = folder.resolve("specs");
        List<Path> files = visit.export(specs);
        if (files.isEmpty()) {
            throw new UserError("there is no run of this visit to export: Run makes one");
        }
        return specs;
    }

    @Override
    public String toString() {
        return """
                A panel of sliders, previews, a Run button and a chart of all runs of this visit.
                It is alive while the kernel is: run the cells above and then this one, in JupyterLab.
                The cells below do the same with plain variables.
                """
                + (isValid() ? describe(spec()) : problem.text());
    }
}
