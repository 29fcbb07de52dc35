package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Executes independent tasks, some at a time, each on a thread of its own. */
public final class Parallel {

    private static final int PATIENCE_SECONDS = 30;

    private Parallel() {}

    /**
     * Executes tasks; an interrupt of the calling thread is passed on to those that run and drops
     * the others, and so is the failure of a task as soon as it happens.
     *
     * @param <T> what a task gives
     * @param atOnce how many go on at a time
     * @param tasks the tasks, which end soon after an interrupt
     * @return what they gave, in their order
     * @throws CancellationException if the calling thread was interrupted, which it stays
     * @throws RuntimeException what a task has thrown, as it is
     */
    public static <T> List<T> execute(int atOnce, List<? extends Callable<T>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce, Parallel::thread);
        try {
            CompletionService<T> ended = new ExecutorCompletionService<>(threads);
            List<Future<T>> futures = new ArrayList<>();
            tasks.forEach(task -> futures.add(ended.submit(() -> executeOne(task))));
            for (int i = 0; i < futures.size(); i++) {
                ended.take().get();
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            threads.shutdownNow();
            awaitEnd(threads);
            Thread.currentThread().interrupt();
            throw new CancellationException("the runs were stopped; those that had ended are kept");
        } catch (ExecutionException e) {
            threads.shutdownNow();
            awaitEnd(threads);
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(
                    "a run failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdown();
        }
    }

    private static <T> T executeOne(Callable<T> task) throws Exception {
        try {
            return task.call();
        } finally {
            FreedMemory.giveBack();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "run");
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until the stopped tasks have freed their memory. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
