package org.mpssl.study;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.mpssl.method.Losses;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainingListener;

/** Turns the steps of many runs into one line with percentage and remaining time. */
public final class StudyProgress implements TrainingListener {

    private static final long EVERY = 500_000_000L;

    /** The first steps are slow, and say little of the others. */
    private static final double UNKNOWN_SECONDS = 5;

    private final double total;
    private final int runs;
    private final Consumer<String> line;
    private final LongSupplier clock;
    private final long start;
    private final Map<RunSpec, Integer> begun = new HashMap<>();
    private double made;
    private double found;
    private int ended;
    private int failed;
    private long shown;

    /**
     * Starts the clock.
     *
     * @param specs all runs
     * @param line is given a new text at most twice a second
     */
    public StudyProgress(List<RunSpec> specs, Consumer<String> line) {
        this(specs, line, System::nanoTime);
    }

    StudyProgress(List<RunSpec> specs, Consumer<String> line, LongSupplier nanoClock) {
        total = specs.stream().mapToDouble(Work::of).sum();
        runs = specs.size();
        this.line = line;
        clock = nanoClock;
        start = nanoClock.getAsLong();
        shown = start - EVERY;
    }

    /** What was made before takes no time now. */
    @Override
    public synchronized void onResume(RunSpec spec, int done, List<Evaluation> history) {
        begun.put(spec, done);
        found += done * Work.perStep(spec);
    }

    @Override
    public synchronized void onStep(RunSpec spec, int step, Losses losses) {
        begun.put(spec, step);
        made += Work.perStep(spec);
        long now = clock.getAsLong();
        if (now - shown >= EVERY) {
            shown = now;
            line.accept(text(spec, step, now));
        }
    }

    @Override
    public synchronized void onEnd(RunSpec spec, RunResult result) {
        ended++;
        // A run that had ended before is read back: no step of it is heard, and it takes no time.
        if (!begun.containsKey(spec)) {
            found += Work.of(spec);
        }
    }

    /** What a failed run does not make any more takes no time either. */
    @Override
    public synchronized void onFailure(RunSpec spec, String why) {
        failed++;
        found += Work.of(spec) - begun.getOrDefault(spec, 0) * Work.perStep(spec);
    }

    private String text(RunSpec spec, int step, long now) {
        double done = Math.min(made + found, total);
        double seconds = (now - start) / 1e9;
        double left = seconds * (total - done) / made;
        return String.format(
                Locale.ROOT,
                "%.0f %%%s, %d of %d runs done%s; %s seed %d step %d/%d",
                100 * done / total,
                seconds < UNKNOWN_SECONDS ? "" : ", about " + TimeLeft.words(left) + " left",
                ended,
                runs,
                failed > 0 ? ", " + failed + " failed" : "",
                spec.method(),
                spec.seed(),
                step,
                spec.steps());
    }
}
