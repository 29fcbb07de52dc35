package org.mpssl.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * The embedded study: every method on the same seeds, so that differences are paired.
 *
 * @param setUp {@code coarse-to-fine} or {@code disjoint}
 * @param methods their names, in the order of the table
 * @param seeds the seeds
 * @param quick whether the runs are cut to 60 steps and 2,000 test images
 */
public record Comparison(String setUp, List<String> methods, List<Long> seeds, boolean quick) {

    /** The methods of the embedded study, in the order of its table. */
    public static final List<String> METHODS =
            List.of(
                    Methods.BASE,
                    Methods.BASE_ALL_LABELS,
                    Methods.NAIVE,
                    Methods.P_SSL,
                    Methods.MP_SSL);

    /** Copies the lists. */
    public Comparison {
        methods = List.copyOf(methods);
        seeds = List.copyOf(seeds);
    }

    /**
     * Returns the comparison of all methods on seeds 0 to n - 1.
     *
     * @param setUp {@code coarse-to-fine} or {@code disjoint}
     * @param seeds how many seeds
     * @param quick whether the runs are short
     * @return the comparison
     */
    public static Comparison of(String setUp, int seeds, boolean quick) {
        return new Comparison(setUp, METHODS, LongStream.range(0, seeds).boxed().toList(), quick);
    }

    /**
     * Returns the name of the study, for example {@code fashion-mini/coarse-to-fine}; one in quick
     * mode says so, since its figures are no results.
     */
    public String name() {
        return "fashion-mini/" + setUp + (quick ? ", quick: not to be compared" : "");
    }

    /**
     * Returns the spec of one run.
     *
     * @param method the method
     * @param seed the seed
     * @return the spec
     */
    public RunSpec spec(String method, long seed) {
        RunSpec spec = RunSpec.mini(method, seed).with("setUp", setUp);
        return quick ? spec.quick() : spec;
    }

    /** Returns the hashes of a method's specs, in the order of the seeds. */
    List<String> hashes(String method) {
        return seeds.stream().map(seed -> spec(method, seed).hash()).toList();
    }

    /** Returns all runs, the longest first, so that two threads end at about the same time. */
    public List<RunSpec> specs() {
        List<RunSpec> specs = new ArrayList<>();
        BiFunction<String, Long, RunSpec> make = this::spec;
        methods.forEach(method -> seeds.forEach(seed -> specs.add(make.apply(method, seed))));
        specs.sort(Comparator.comparingDouble(Work::of).reversed());
        return specs;
    }
}
