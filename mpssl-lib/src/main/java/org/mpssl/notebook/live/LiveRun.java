package org.mpssl.notebook.live;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.mpssl.UserError;
import org.mpssl.notebook.LineChart;
import org.mpssl.notebook.SampleGrid;
import org.mpssl.notebook.Session;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;

/**
 * A training that can be watched and stopped: a panel with a progress bar, losses, the growing
 * validation accuracy and the latest unlabelled images.
 *
 * <p>{@link #train()} keeps the cell until the run ends, and the interrupt button stops it; {@link
 * #start()} lets the run go on behind other cells, and the panel's Stop button stops it. Either way
 * it stops within one step and keeps its best weights in its folder. None of these methods returns
 * something that a cell would print.
 */
public final class LiveRun {

    private final RunSpec spec;
    private final RunFolder folder;
    private final RunPanel panel;

    /** Guards the fields below. */
    private final Object lock = new Object();

    private Thread thread;
    private RunResult result;
    private boolean running;
    private Throwable failure;
    private Runnable onEnd = () -> {};

    private LiveRun(RunSpec spec, RunFolder folder) {
        this.spec = spec;
        this.folder = folder;
        this.panel = new RunPanel(spec);
    }

    /**
     * Returns a run that has not begun, with its folder among {@link Session#runs}.
     *
     * @param spec the run
     * @return the run
     */
    public static LiveRun of(RunSpec spec) {
        return of(spec, Session.runs().resolve("live"));
    }

    /**
     * Returns a run that has not begun.
     *
     * @param spec the run
     * @param runs where its folder goes
     * @return the run
     */
    public static LiveRun of(RunSpec spec, Path runs) {
        return new LiveRun(spec, RunFolder.of(runs, spec));
    }

    /**
     * Shows the panel and trains until the run ends or the reader interrupts the cell; the figures
     * stay below it.
     *
     * @throws UserError if the run cannot be made, or goes on already
     * @throws CancellationException if the cell was interrupted
     */
    public void train() {
        start();
        await();
        curve().show();
        images().ifPresent(SampleGrid::show);
    }

    /**
     * Shows the panel and lets the run begin, behind the cells that follow.
     *
     * @throws UserError if it goes on already
     */
    public void start() {
        if (!panel.isStopping()) {
            requireEnded();
        }
        panel.show();
        begin();
    }

    private void requireEnded() {
        if (isRunning()) {
            throw new UserError("this run goes on already: stop() ends it, await() waits");
        }
    }

    /** Lets the run begin, with the panel where it is. */
    void begin() {
        if (panel.isStopping()) {
            boolean unused = join();
        }
        synchronized (lock) {
            requireEnded();
            running = true;
            result = null;
            failure = null;
            panel.begin();
            thread = new Thread(this::work, "live-run");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        try {
            RunResult made = Trainer.run(spec, panel, folder);
            end(made, null);
            panel.end(made);
        } catch (RuntimeException | Error e) {
            // Whatever it was, whoever waits for the run has to hear of it.
            end(null, e);
            panel.fail(e);
        } finally {
            onEnd.run();
        }
    }

    private void end(RunResult made, Throwable problem) {
        synchronized (lock) {
            running = false;
            result = made;
            failure = problem;
        }
    }

    /** Calls somebody when the run has ended, however it did; set before it begins. */
    void onEnd(Runnable listener) {
        onEnd = listener;
    }

    /** Asks the run to stop; it does within one step. */
    public void stop() {
        synchronized (lock) {
            if (isRunning()) {
                panel.stop();
            }
        }
    }

    /**
     * Waits until the run has ended. An interrupt of the cell stops the run within a step; the page
     * shows the cell as interrupted at once.
     *
     * @throws UserError if the run could not be made, or has not begun
     * @throws CancellationException if the cell was interrupted
     */
    public void await() {
        boolean interrupted = join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (lock) {
            if (failure instanceof RuntimeException problem) {
                throw problem;
            }
            if (failure instanceof Error problem) {
                throw problem;
            }
        }
        if (interrupted) {
            throw new CancellationException("the run was stopped: " + folder.path().getFileName());
        }
    }

    /** Waits for the thread, and returns whether an interrupt has stopped it. */
    private boolean join() {
        Thread working;
        synchronized (lock) {
            working = thread;
        }
        if (working == null) {
            throw new UserError("this run has not begun: train() or start() begins it");
        }
        boolean interrupted = false;
        while (working.isAlive()) {
            try {
                working.join();
            } catch (InterruptedException e) {
                interrupted = true;
                stop();
            }
        }
        return interrupted;
    }

    /** Returns whether the run goes on. */
    public boolean isRunning() {
        synchronized (lock) {
            return running;
        }
    }

    /**
     * Returns what came out.
     *
     * @return the result; of a run that was stopped, as far as it came
     * @throws UserError if the run has not ended
     */
    public RunResult result() {
        return ended().orElseThrow(
                        () ->
                                new UserError(
                                        isRunning()
                                                ? "this run goes on: await() waits for its end"
                                                : "this run has no result: train() makes it"));
    }

    /** Returns what came out, if the run has ended without failing. */
    Optional<RunResult> ended() {
        synchronized (lock) {
            return Optional.ofNullable(result);
        }
    }

    /** Returns the spec. */
    public RunSpec spec() {
        return spec;
    }

    /** Returns where the run's files are. */
    public RunFolder folder() {
        return folder;
    }

    /** Returns the validation accuracy over the steps made so far. */
    public LineChart curve() {
        return panel.curve();
    }

    /** Returns the unlabelled images of the last evaluation, if the method has any. */
    public Optional<SampleGrid> images() {
        return panel.images();
    }

    /** Shows the panel once more, in another place. */
    public void show() {
        panel.show();
    }

    /** Returns the panel. */
    RunPanel panel() {
        return panel;
    }

    /** Returns what the panel says, as text. */
    @Override
    public String toString() {
        return panel.toString();
    }
}
