package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Executes a notebook in its kernel without a browser, and shows how far it is.
 *
 * <p>How far is what the notebook writes into {@code WORKBENCH_PROGRESS}, one line. The kernel ends
 * with this process, also on Ctrl-C: the Python program in between watches its standard input,
 * which closes with us.
 */
final class NotebookRun {
    /** What {@link #execute} returns after Ctrl-C. */
    static final int INTERRUPTED = 130;

    private static final Duration POLL = Duration.ofMillis(500);

    private final Home home;
    private final Workplace place;
    private final Path progress;
    private final StatusLine line;

    NotebookRun(Home home, Workplace place, PrintStream out) {
        this.home = home;
        this.place = place;
        this.progress = place.file("progress.txt");
        this.line = new StatusLine(out);
    }

    /** Executes a notebook into a copy, and returns 0 if every cell ran. */
    int execute(Path notebook, Path copy, int seeds, boolean quick)
            throws IOException, InterruptedException {
        Path runner = home.root().resolve("mpssl-lib/src/main/jupyter/run_notebook.py");
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                "" + home.python(),
                                "" + runner,
                                "" + notebook,
                                "" + copy,
                                "mpssl-java"));
        Map<String, String> environment = builder.environment();
        environment.put("WORKBENCH_SEEDS", "" + seeds);
        environment.put("WORKBENCH_QUICK", quick ? "1" : "0");
        environment.put("WORKBENCH_RUNS", "" + place.folder());
        environment.put("WORKBENCH_PROGRESS", "" + progress);
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.redirectError(log().toFile());
        Process process = builder.start();
        Thread killer = new Thread(() -> stop(process));
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                line.show(progressText());
            }
            line.end();
            return process.exitValue();
        } finally {
            stop(process);
            forget(killer);
            Files.deleteIfExists(progress);
        }
    }

    /** Where the kernel's complaints are. */
    Path log() {
        return place.file("notebook.log");
    }

    private static void forget(Thread killer) {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            return; // Ctrl-C, the hook is at work
        }
    }

    private static void stop(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private String progressText() {
        try {
            return Files.readString(progress).strip();
        } catch (IOException e) {
            return "starting the kernel"; // not written yet
        }
    }
}
