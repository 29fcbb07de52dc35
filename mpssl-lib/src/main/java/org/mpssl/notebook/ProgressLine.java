package org.mpssl.notebook;

import java.util.Locale;
import java.util.function.LongSupplier;

/** A line of text that says how far a long computation is and when it will be done. */
public final class ProgressLine implements AutoCloseable {

    private static final long LEAST_MILLIS = 250;
    private static final int BAR = 20;

    private final String name;
    private final long total;
    private final LongSupplier clock;
    private final Throttle throttle;
    private final long started;
    private final String id;
    private long step;
    private String metric = "";
    private boolean finished;

    ProgressLine(String name, long total, LongSupplier nanoClock) {
        if (total < 1) {
            throw new IllegalArgumentException("there must be at least one step, not " + total);
        }
        this.name = name;
        this.total = total;
        this.clock = nanoClock;
        this.throttle = new Throttle(LEAST_MILLIS, nanoClock);
        this.started = nanoClock.getAsLong();
        this.id = Kernel.display(Bundle.text(text()));
    }

    /**
     * Shows a line at 0 %.
     *
     * @param name what is computed
     * @param total how many steps there are
     * @return the line
     */
    public static ProgressLine start(String name, long total) {
        return new ProgressLine(name, total, System::nanoTime);
    }

    /**
     * Notes that a step is done; the line follows at most four times a second.
     *
     * @param done how many steps are done
     * @param current what to show beside it, for instance {@code "loss 0.52"}, or nothing
     */
    public synchronized void step(long done, String current) {
        step = Math.max(0, Math.min(done, total));
        metric = current;
        if (!finished && throttle.take()) {
            Kernel.update(id, Bundle.text(text()));
        }
    }

    /** Shows the last state for good, with the time that it took. */
    public synchronized void finish() {
        if (!finished) {
            finished = true;
            Kernel.update(id, Bundle.text(text()));
        }
    }

    /** Shows the last state for good. */
    @Override
    public void close() {
        finish();
    }

    private String text() {
        double share = step / (double) total;
        int full = (int) (BAR * share);
        double seconds = (clock.getAsLong() - started) / 1e9;
        StringBuilder text = new StringBuilder(name);
        text.append("  ").append("\u2588".repeat(full)).append("\u2591".repeat(BAR - full));
        text.append(String.format(Locale.ROOT, " %3.0f %%", Math.floor(100 * share)));
        text.append("  step ").append(step).append(" of ").append(total);
        if (finished) {
            text.append(step < total ? "  stopped after " : "  done in ").append(time(seconds));
        } else if (step > 0) {
            text.append("  ").append(time(seconds / step * (total - step))).append(" left");
        }
        return metric.isEmpty() ? text.toString() : text.append("  ").append(metric).toString();
    }

    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
