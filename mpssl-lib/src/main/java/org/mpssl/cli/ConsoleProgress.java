package org.mpssl.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.mpssl.foundation.Progress;
import org.mpssl.study.TimeLeft;

/** A progress bar with the remaining time: one line that moves, or in a log one line a while. */
public final class ConsoleProgress implements Progress {

    private static final int WIDTH = 24;
    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long LOG_NANOS = 15_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long start = System.nanoTime();
    private int first = -1;
    private long shown;

    /**
     * Shows progress where it is watched, or logged.
     *
     * @param out where to
     */
    public ConsoleProgress(PrintStream out) {
        this(out, System.getenv("WORKBENCH_TERMINAL") != null);
    }

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void update(int done, int total, String detail) {
        long now = System.nanoTime();
        if (first < 0) {
            // A resumed job starts in the middle: the rate counts from here.
            first = done;
            start = now;
        }
        boolean end = done >= total;
        if (!end && now - shown < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            return;
        }
        shown = now;
        String line = line(done, total, detail, (now - start) / 1e9);
        out.print(terminal ? "\r" + line + (end ? "\n" : "") : line + "\n");
        out.flush();
    }

    private String line(int done, int total, String detail, double seconds) {
        int filled = (int) ((long) WIDTH * done / total);
        String bar = "#".repeat(filled) + "-".repeat(WIDTH - filled);
        // The first step says nothing yet.
        String left =
                done > first
                        ? ", " + TimeLeft.words(seconds * (total - done) / (done - first)) + " left"
                        : "";
        String line =
                String.format(Locale.ROOT, "[%s] %d/%d%s  %s", bar, done, total, left, detail);
        // On a terminal a shorter line must cover the one before.
        return terminal ? String.format("%-80s", line) : line;
    }
}
