package org.mpssl.study;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.mpssl.UserError;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * On which data, how often and how long the runs of a study are made.
 *
 * @param start on which dataset, and with which preset
 * @param seeds how many: 0, 1, ...
 * @param steps of every run; 0 leaves the preset's
 * @param quick whether runs are cut to what a first look needs
 * @param lambdas the weight of the unsupervised loss by what {@link #system} calls a run; where it
 *     has none, and the study says nothing, it is the preset's
 * @param gridSeeds how many seeds the grid had that chose them; 0 if none did
 */
public record Plan(
        @JsonProperty("dataset") Start start,
        int seeds,
        int steps,
        boolean quick,
        Map<String, Double> lambdas,
        int gridSeeds) {

    /** The dataset that is shipped. */
    public static final String SHIPPED = "fashion-mini";

    /** More seeds are a mistake of typing. */
    public static final int MOST_SEEDS = 999;

    private static final String LAMBDA = "lambda";

    /** Checks the numbers and copies the map. */
    public Plan {
        lambdas = Collections.unmodifiableMap(new TreeMap<>(lambdas));
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new UserError(
                    "a study has from 1 to %d seeds, not %d".formatted(MOST_SEEDS, seeds));
        }
        if (steps < 0) {
            throw new UserError("the steps of a study's runs must be from 1, not " + steps);
        }
    }

    /**
     * Plans with the preset's lambda.
     *
     * @param start on which dataset, and with which preset
     * @param seeds how many
     * @param steps of every run; 0 leaves the preset's
     * @param quick whether runs are cut to what a first look needs
     */
    public Plan(Start start, int seeds, int steps, boolean quick) {
        this(start, seeds, steps, quick, Map.of(), 0);
    }

    /**
     * Returns this plan with other weights of the unsupervised loss.
     *
     * @param chosen by what {@link #system} calls a run
     * @param chosenBy how many seeds the grid had that chose them
     * @return the changed plan
     */
    public Plan withLambdas(Map<String, Double> chosen, int chosenBy) {
        return new Plan(start, seeds, steps, quick, chosen, chosenBy);
    }

    /**
     * Returns what lambda is chosen for: a method and its loss, for example {@code p-ssl
     * freematch}.
     *
     * @param spec a run
     * @return its name
     */
    static String system(RunSpec spec) {
        boolean without = spec.method().equals(Methods.MP_SSL) && !spec.meta().lmo();
        return spec.method()
                + " "
                + spec.unsupervised().unsupervisedLoss()
                + (without ? " without lmo" : "");
    }

    /**
     * Returns the plan of a study as it is: the shipped data, and the preset's steps.
     *
     * @param seeds how many
     * @return the plan
     */
    public static Plan of(int seeds) {
        return new Plan(Start.SHIPPED, seeds, 0, false);
    }

    /** Returns the seeds. */
    List<Long> seedList() {
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
        RunSpec spec = start.spec(setting, seed);
        if (!setting.fields().containsKey(LAMBDA)) {
            Double chosen = lambdas.get(system(spec));
            spec = chosen == null ? spec : spec.with(LAMBDA, chosen);
        }
        if (steps > 0) {
            spec = spec.with("steps", steps);
        }
        return quick ? spec.quick() : spec;
    }

    /** Returns this plan without what changes the length of its runs. */
    Plan whole() {
        return new Plan(start, seeds, 0, false, lambdas, gridSeeds);
    }

    Plan withSeeds(int number) {
        return new Plan(start, number, steps, quick, lambdas, gridSeeds);
    }

    /** Returns the plan of the grid that chose the lambdas. */
    Plan grid() {
        return new Plan(start, gridSeeds, steps, quick);
    }

    /** Says in words how many seeds there are. */
    static String seeds(int number) {
        return number == 1 ? "1 seed" : number + " seeds";
    }

    /** Returns the options of the command line that ask for this. */
    public String options() {
        return "%s --seeds %d%s%s%s"
                .formatted(
                        start.options(),
                        seeds,
                        steps > 0 ? " --steps " + steps : "",
                        lambdas.isEmpty() ? "" : " --lambda grid",
                        quick ? " --quick" : "");
    }
}
