package org.mpssl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mpssl.UserError;
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
 * @param reuse whether a run that has ended there before is read instead of repeated
 */
public record Runs(Path folder, int atOnce, boolean reuse) {

    /**
     * Executes runs; an interrupt of the calling thread stops them all within one step each.
     *
     * @param specs the runs
     * @param listener hears all of them, from several threads
     * @return their results, in the order of the specs
     * @throws CancellationException if the calling thread was interrupted
     */
    public List<RunResult> execute(List<RunSpec> specs, TrainingListener listener) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce, Runs::thread);
        try {
            List<Future<RunResult>> futures = new ArrayList<>();
            specs.forEach(spec -> futures.add(threads.submit(() -> one(spec, listener))));
            List<RunResult> results = new ArrayList<>();
            for (Future<RunResult> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            awaitEnd(threads);
            Thread.currentThread().interrupt();
            throw new CancellationException("the runs were interrupted; finished ones are kept");
        } catch (ExecutionException e) {
            threads.shutdownNow();
            awaitEnd(threads);
            if (e.getCause() instanceof UserError error) {
                throw error;
            }
            throw new IllegalStateException(
                    "a run failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "run");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until the stopped runs have freed their memory; each ends within a step. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(30, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RunResult one(RunSpec spec, TrainingListener listener) {
        RunFolder run = RunFolder.of(folder, spec);
        if (reuse && run.result().filter(result -> !result.stopped()).isPresent()) {
            RunResult result = run.result().orElseThrow();
            listener.onEnd(spec, result);
            return result;
        }
        return Trainer.run(spec, listener, run);
    }
}
