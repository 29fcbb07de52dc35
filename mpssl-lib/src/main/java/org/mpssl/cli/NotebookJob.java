package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.mpssl.cli.ipynb.Difference;
import org.mpssl.cli.ipynb.NotebookFile;
import org.mpssl.cli.ipynb.OutputCheck;
import org.mpssl.cli.ipynb.Tolerance;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.DraftFolder;

/** Executes one notebook from nothing, in a folder of its own, and stores or judges the result. */
final class NotebookJob {

    private static final String REFRESH = "./workbench notebooks --write ";

    private final Home home;
    private final String title;
    private final Path notebook;
    private final Path folder;
    private final Purpose purpose;
    private volatile boolean running;
    private volatile String progress = "starting";

    /**
     * What is done with executed notebooks.
     *
     * @param write whether they take the place of those that are stored
     * @param quick whether in quick mode, whose outputs are not compared
     * @param tolerance how far numbers may lie apart
     */
    record Purpose(boolean write, boolean quick, Tolerance tolerance) {}

    /**
     * How it ended.
     *
     * @param summary in a word or two
     * @param problems what is wrong, a line each; none if all is well
     */
    record Outcome(String summary, List<String> problems) {

        /** All is well. */
        static Outcome good(String summary) {
            return new Outcome(summary, List.of());
        }

        static Outcome bad(String summary, String problem) {
            return new Outcome(summary, problem.strip().lines().toList());
        }
    }

    NotebookJob(Home home, String title, Path notebook, Path folder, Purpose purpose) {
        this.home = home;
        this.title = title;
        this.notebook = notebook;
        this.folder = folder;
        this.purpose = purpose;
    }

    String title() {
        return title;
    }

    boolean isRunning() {
        return running;
    }

    /** Returns how far it is. */
    String progress() {
        return progress;
    }

    /** Executes it; returns null if it was interrupted. */
    Outcome call() throws IOException, InterruptedException {
        running = true;
        try {
            return execute();
        } finally {
            running = false;
        }
    }

    private Outcome execute() throws IOException, InterruptedException {
        byte[] before = Files.readAllBytes(notebook);
        NotebookFile stored = NotebookFile.read(notebook);
        if (!purpose.write() && !purpose.quick() && !isFresh(stored)) {
            return stale(stored); // before minutes are spent on it
        }
        DraftFolder.delete(folder); // what is there was trained by another execution
        Files.createDirectories(folder);
        Path copy = folder.resolve("" + notebook.getFileName());
        NotebookRun run = new NotebookRun(home, folder);
        int code =
                run.execute(
                        new NotebookRun.Order(notebook, copy, 1, purpose.quick(), true),
                        text -> progress = text);
        if (code == NotebookRun.INTERRUPTED) {
            return null;
        }
        if (code != 0) {
            String where = Files.exists(copy) ? "as far as it came: " + copy : "see " + run.log();
            return Outcome.bad("failed", run.failure() + "\n" + where);
        }
        if (!Arrays.equals(before, Files.readAllBytes(notebook))) {
            return Outcome.bad("changed", "it was changed while it was executed: try again");
        }
        return purpose.write() ? store(copy) : judge(stored, copy);
    }

    private Outcome store(Path copy) throws IOException {
        AtomicFile.write(notebook, out -> Files.copy(copy, out));
        return Outcome.good("written");
    }

    private static boolean isFresh(NotebookFile stored) {
        return stored.executedSources().equals(stored.sources());
    }

    private Outcome stale(NotebookFile stored) {
        String problem =
                stored.executedSources().isEmpty()
                        ? "it has no stored outputs: "
                        : "its stored outputs are not those of its cells: ";
        return Outcome.bad("not written", problem + REFRESH + title);
    }

    private Outcome judge(NotebookFile stored, Path copy) throws IOException {
        NotebookFile now = NotebookFile.read(copy);
        if (!now.isExecuted()) {
            return Outcome.bad("failed", "not every cell was executed: see " + copy);
        }
        if (!isFresh(stored)) {
            return stale(stored);
        }
        if (purpose.quick()) {
            return Outcome.good("every cell ran");
        }
        List<Difference> differences = OutputCheck.compare(stored, now, purpose.tolerance());
        if (differences.isEmpty()) {
            return Outcome.good("as stored");
        }
        String lines = differences.stream().map(Object::toString).collect(Collectors.joining("\n"));
        return Outcome.bad("differs", lines + "\nexecuted just now: " + copy);
    }
}
