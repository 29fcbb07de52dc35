package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Executes a notebook in its kernel without a browser, and tells how far it is.
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
    private final Path folder;

    /** Its runs go to the folder, which is there. */
    NotebookRun(Home home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /**
     * What to execute, and how.
     *
     * @param notebook the notebook, which stays as it is
     * @param copy where it goes, executed
     * @param seeds how many seeds methods are trained with
     * @param quick whether in quick mode
     * @param stable whether ids, folders and times of progress lines are rewritten, so that the
     *     next execution gives the same file
     */
    record Order(Path notebook, Path copy, int seeds, boolean quick, boolean stable) {}

    /**
     * Executes a notebook, and returns 0 if every cell ran.
     *
     * @param shown is told twice a second how far it is
     */
    int execute(Order order, Consumer<String> shown) throws IOException, InterruptedException {
        Path runner = home.root().resolve("mpssl-lib/src/main/jupyter/run_notebook.py");
        List<String> command =
                List.of(
                        "" + home.python(),
                        "" + runner,
                        "" + order.notebook(),
                        "" + order.copy(),
                        "mpssl-java",
                        order.stable() ? "stable" : "as it is");
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("WORKBENCH_SEEDS", "" + order.seeds());
        environment.put("WORKBENCH_QUICK", order.quick() ? "1" : "0");
        environment.put("WORKBENCH_RUNS", "" + folder);
        // What is stored has to come out the same on a machine that has the real data.
        environment.put("WORKBENCH_REHEARSAL", "1");
        environment.put("WORKBENCH_PROGRESS", "" + progress());
        builder.redirectOutput(failureFile().toFile());
        builder.redirectError(log().toFile());
        Process process = builder.start();
        Thread killer = new Thread(() -> stop(process));
        try {
            Runtime.getRuntime().addShutdownHook(killer);
            while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                shown.accept(progressText());
            }
            return process.exitValue();
        } catch (IllegalStateException e) {
            return INTERRUPTED; // Ctrl-C, just before the hook was there
        } finally {
            stop(process);
            forget(killer);
            Files.deleteIfExists(progress());
        }
    }

    /** What the cell that failed has to say, or nothing. */
    String failure() throws IOException {
        return Files.readString(failureFile());
    }

    private Path failureFile() {
        return folder.resolve("failure.txt");
    }

    private Path progress() {
        return folder.resolve("progress.txt");
    }

    /** Where the kernel's complaints are. */
    Path log() {
        return folder.resolve("notebook.log");
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
            return Files.readString(progress()).strip();
        } catch (IOException e) {
            return "starting the kernel"; // not written yet
        }
    }
}
