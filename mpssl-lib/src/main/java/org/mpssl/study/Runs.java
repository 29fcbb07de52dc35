package org.mpssl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

/**
 * Executes independent runs, some at a time, each on one thread of its own.
 *
 * @param folder where the runs' folders lie
 * @param atOnce how many runs go on at a time
 * @param reuse whether a run that has ended there before is read instead of repeated, if nothing
 *     has changed since then that decides its numbers
 */
public record Runs(Path folder, int atOnce, boolean reuse) {

    private static final long POLL_MILLIS = 500;

    /**
     * Returns how many runs go on at a time here: a run keeps one core busy, but a GPU and its
     * memory whole.
     *
     * @return 2, or 1 on a GPU
     */
    public static int usually() {
        return Devices.chosen().isGpu() ? 1 : 2;
    }

    /**
     * Executes runs; an interrupt of the calling thread stops them all within one step each.
     *
     * @param specs the runs
     * @param listener hears all of them, from several threads
     * @return their results, in the order of the specs
     * @throws CancellationException if the calling thread was interrupted
     */
    public List<RunResult> execute(List<RunSpec> specs, TrainingListener listener) {
        Function<RunSpec, Optional<RunResult>> finished = finished();
        WallClock clock = new WallClock();
        List<Callable<RunResult>> tasks = new ArrayList<>();
        specs.forEach(spec -> tasks.add(() -> one(spec, finished, listener, clock)));
        return Parallel.execute(atOnce, tasks);
    }

    /**
     * Executes runs as {@link #execute} does, but one that fails by a mistake of the user's does
     * not stop the others.
     *
     * @param specs the runs
     * @param listener hears all of them, from several threads, and of each its end or its failure
     * @param clock measures how long they take
     * @throws CancellationException if the calling thread was interrupted
     */
    void attempt(List<RunSpec> specs, TrainingListener listener, WallClock clock) {
        Function<RunSpec, Optional<RunResult>> finished = finished();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (RunSpec spec : specs) {
            tasks.add(
                    () -> {
                        try {
                            one(spec, finished, listener, clock);
                        } catch (UserError e) {
                            listener.onFailure(spec, e.getMessage());
                        }
                        return null;
                    });
        }
        Parallel.execute(atOnce, tasks);
    }

    private Function<RunSpec, Optional<RunResult>> finished() {
        return reuse ? FinishedRuns.in(folder)::find : spec -> Optional.empty();
    }

    private RunResult one(
            RunSpec spec,
            Function<RunSpec, Optional<RunResult>> finished,
            TrainingListener listener,
            WallClock clock) {
        RunFolder target = RunFolder.of(folder, spec);
        while (true) {
            if (reuse) {
                awaitEnd(target);
            }
            Optional<RunResult> known = finished.apply(spec);
            if (known.isPresent()) {
                listener.onEnd(spec, known.get());
                return known.get();
            }
            clock.begin();
            try {
                return Trainer.run(spec, listener, target);
            } catch (UserError e) {
                // A run takes its lock only when all is built: another may have been faster.
                boolean faster = target.isOpen() || finished.apply(spec).isPresent();
                if (!reuse || !faster) {
                    throw e;
                }
            } finally {
                clock.end();
            }
        }
    }

    /** Another study makes the same run: its result will do for both. */
    private static void awaitEnd(RunFolder target) {
        try {
            while (target.isOpen()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another process makes the run");
        }
    }
}
