package org.mpssl.study;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.mpssl.method.Losses;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainingListener;

/** Turns the steps of many runs into one line with percentage and remaining time. */
public final class StudyProgress implements TrainingListener {

    private static final long EVERY = 500_000_000L;

    private final double total;
    private final int runs;
    private final Consumer<String> line;
    private final long start = System.nanoTime();
    private double done;
    private int ended;
    private long shown;

    /**
     * Starts the clock.
     *
     * @param specs all runs
     * @param line is given a new text at most twice a second
     */
    public StudyProgress(List<RunSpec> specs, Consumer<String> line) {
        total = specs.stream().mapToDouble(s -> s.steps() * Comparison.cost(s.method())).sum();
        runs = specs.size();
        this.line = line;
    }

    @Override
    public synchronized void onStep(RunSpec spec, int step, Losses losses) {
        done += Comparison.cost(spec.method());
        long now = System.nanoTime();
        if (now - shown > EVERY) {
            shown = now;
            line.accept(text(spec, step, now));
        }
    }

    @Override
    public synchronized void onEnd(RunSpec spec, RunResult result) {
        ended++;
    }

    private String text(RunSpec spec, int step, long now) {
        double share = Math.min(done / total, 1);
        double left = (now - start) / 1e9 * (1 - share) / share;
        return String.format(
                Locale.ROOT,
                "%.0f %%, about %d:%02d left, %d of %d runs done; %s seed %d step %d/%d",
                100 * share,
                (int) left / 60,
                (int) left % 60,
                ended,
                runs,
                spec.method(),
                spec.seed(),
                step,
                spec.steps());
    }
}
