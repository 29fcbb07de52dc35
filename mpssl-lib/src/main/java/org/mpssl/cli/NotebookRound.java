package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.cli.NotebookJob.Outcome;

/** Executes notebooks, some at a time, and prints a line for each as it ends. */
final class NotebookRound {

    private static final int POLL_MILLIS = 500;

    private final List<NotebookJob> jobs;
    private final int atOnce;
    private final StatusLine line;
    private volatile boolean interrupted;

    NotebookRound(List<NotebookJob> jobs, int atOnce, PrintStream out) {
        this.jobs = jobs;
        this.atOnce = atOnce;
        this.line = new StatusLine(out);
    }

    /** A notebook that ended. */
    private record Ended(NotebookJob job, Optional<Outcome> outcome, long seconds) {}

    /** Returns 0 if all is well, 1 if one of them is not. */
    int execute() throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(atOnce);
        try {
            CompletionService<Ended> service = new ExecutorCompletionService<>(pool);
            jobs.forEach(job -> service.submit(() -> execute(job)));
            int problems = 0;
            for (int ended = 0; ended < jobs.size(); ) {
                Future<Ended> next = service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    line.showOnTerminal(progress(ended));
                    continue;
                }
                ended++;
                Optional<Outcome> outcome = print(result(next));
                if (outcome.isEmpty()) {
                    return NotebookRun.INTERRUPTED;
                }
                problems += outcome.get().problems().isEmpty() ? 0 : 1;
            }
            if (jobs.size() > 1) {
                line.print(
                        problems == 0
                                ? "All " + jobs.size() + " notebooks are well."
                                : problems + " of " + jobs.size() + " notebooks are not well.");
            }
            return problems == 0 ? 0 : 1;
        } finally {
            interrupted = true;
            pool.shutdownNow();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private Ended execute(NotebookJob job) throws IOException, InterruptedException {
        long start = System.nanoTime();
        // After Ctrl-C none of those that wait begins.
        Optional<Outcome> outcome =
                interrupted ? Optional.empty() : Optional.ofNullable(outcome(job));
        interrupted |= outcome.isEmpty();
        return new Ended(job, outcome, Math.round((System.nanoTime() - start) / 1e9));
    }

    /** One notebook that cannot be read does not stop the others. */
    private static Outcome outcome(NotebookJob job) throws IOException, InterruptedException {
        try {
            return job.call();
        } catch (UserError e) {
            return Outcome.bad("failed", e.getMessage());
        }
    }

    private Optional<Outcome> print(Ended ended) {
        ended.outcome()
                .ifPresent(
                        outcome -> {
                            line.print(
                                    "%s: %s, %d s"
                                            .formatted(
                                                    ended.job().title(),
                                                    outcome.summary(),
                                                    ended.seconds()));
                            outcome.problems().forEach(problem -> line.print("    " + problem));
                        });
        return ended.outcome();
    }

    private String progress(int ended) {
        return jobs.stream()
                .filter(job -> job.isRunning())
                .map(job -> job.title() + ": " + job.progress())
                .collect(Collectors.joining("; ", ended + " of " + jobs.size() + " done; ", ""));
    }

    private static Ended result(Future<Ended> next) throws IOException, InterruptedException {
        try {
            return next.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
