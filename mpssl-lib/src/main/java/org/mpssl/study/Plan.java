package org.mpssl.study;

import java.util.List;
import java.util.stream.LongStream;
import org.mpssl.UserError;
import org.mpssl.train.RunSpec;

/**
 * On which data, how often and how long the runs of a study are made.
 *
 * @param dataset a prepared dataset
 * @param seeds how many: 0, 1, ...
 * @param steps of every run; 0 leaves the preset's
 * @param quick whether runs are cut to what a first look needs
 */
public record Plan(String dataset, int seeds, int steps, boolean quick) {

    /** The dataset that is shipped. */
    public static final String SHIPPED = "fashion-mini";

    private static final int MOST_SEEDS = 999;

    /** Checks the numbers. */
    public Plan {
        if (!dataset.equals(SHIPPED)) {
            throw new UserError(
                    "there is no dataset '%s' for studies; there is %s"
                            .formatted(dataset, SHIPPED));
        }
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new UserError(
                    "a study has from 1 to %d seeds, not %d".formatted(MOST_SEEDS, seeds));
        }
        if (steps < 0) {
            throw new UserError("the steps of a study's runs must be from 1, not " + steps);
        }
    }

    /**
     * Returns the plan of a study as it is: the shipped data, and the preset's steps.
     *
     * @param seeds how many
     * @return the plan
     */
    public static Plan of(int seeds) {
        return new Plan(SHIPPED, seeds, 0, false);
    }

    /** Returns the seeds. */
    public List<Long> seedList() {
        return LongStream.range(0, seeds).boxed().toList();
    }

    /**
     * Returns the spec of one run.
     *
     * @param setting what it does
     * @param seed its seed
     * @return the spec
     */
    public RunSpec spec(Setting setting, long seed) {
        RunSpec spec = setting.spec(seed).with("dataset", dataset);
        if (steps > 0) {
            spec = spec.with("steps", steps);
        }
        return quick ? spec.quick() : spec;
    }

    /** Returns whether runs of the one are runs of the other, for the seeds that both have. */
    boolean alike(Plan other) {
        return new Plan(other.dataset, seeds, other.steps, other.quick).equals(this);
    }

    /** Returns the options of the command line that ask for this. */
    public String options() {
        return "--dataset %s --seeds %d%s%s"
                .formatted(
                        dataset,
                        seeds,
                        steps > 0 ? " --steps " + steps : "",
                        quick ? " --quick" : "");
    }
}
