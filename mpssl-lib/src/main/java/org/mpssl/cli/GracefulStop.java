package org.mpssl.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a computation end its step before Ctrl-C or a kill ends the process: the engine crashes if
 * it is taken apart while a thread computes with it.
 */
final class GracefulStop implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");

    private GracefulStop() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Computes. When the process is asked to end, the calling thread is interrupted, and the
     * process waits until it has returned.
     *
     * @param computation what is done; it returns soon after an interrupt, or is cancelled by it
     * @return the exit code
     * @throws Exception what the computation throws
     */
    static int during(Callable<Integer> computation) throws Exception {
        try (GracefulStop stop = new GracefulStop()) {
            return orStopped(computation);
        }
    }

    private static int orStopped(Callable<Integer> computation) throws Exception {
        try {
            return computation.call();
        } catch (CancellationException stopped) {
            System.err.println("workbench: " + stopped.getMessage());
            return NotebookRun.INTERRUPTED;
        }
    }

    private void stop() {
        worker.interrupt();
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException endNow) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException itRunsAlready) {
            waitForTheEnd();
        }
    }

    /**
     * Waits until the process is gone. Whoever exits while it ends may be the first, and then the
     * exit code is not that of the signal.
     */
    private void waitForTheEnd() {
        while (true) {
            LockSupport.park(this);
            Thread.interrupted(); // an interrupted thread does not wait
        }
    }
}
