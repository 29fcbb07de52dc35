package org.mpssl.cli;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Shows how far a long job is, with the time since its start: on a terminal one line that changes,
 * in a log a new line now and then.
 */
final class StatusLine {

    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal = System.getenv("WORKBENCH_TERMINAL") != null;
    private final long started = System.nanoTime();
    private String shown = "";
    private long shownAt;

    StatusLine(PrintStream out) {
        this.out = out;
    }

    /** Shows a text, if it is new and enough time has passed. */
    void show(String text) {
        long now = System.nanoTime();
        long seconds = Duration.ofNanos(now - started).toSeconds();
        String line = String.format("[%d:%02d] %s", seconds / 60, seconds % 60, text);
        if (terminal) {
            out.print("\r\033[K" + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
            out.flush();
        } else if (!text.equals(shown) && (shown.isEmpty() || now - shownAt >= QUIET.toNanos())) {
            out.println(line);
            shownAt = now;
        } else {
            return;
        }
        shown = text;
    }

    /** Shows a text only where the line changes in place: a log has no use for it. */
    void showOnTerminal(String text) {
        if (terminal) {
            show(text);
        }
    }

    /** Prints a text that stays, above the line. */
    void print(String text) {
        if (terminal && !shown.isEmpty()) {
            out.print("\r\033[K");
            shown = "";
        }
        out.println(text);
    }

    /** Ends the line. */
    void end() {
        if (terminal && !shown.isEmpty()) {
            out.println();
        }
    }
}
