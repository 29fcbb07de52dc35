package org.mpssl.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.mpssl.data.DatasetManifest;
import org.mpssl.files.ClonePath;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * Methods on the same data and seeds, so that differences are paired.
 *
 * @param name what is compared, for example {@code fashion-mini/coarse-to-fine}
 * @param settings what the runs of each method do, by the method's name, in the order of the table
 * @param seeds the seeds
 */
public record Comparison(String name, Map<String, RunSpec> settings, List<Long> seeds) {

    /** The methods of the embedded study, in the order of its table. */
    public static final List<String> METHODS =
            List.of(
                    Methods.BASE,
                    Methods.BASE_ALL_LABELS,
                    Methods.NAIVE,
                    Methods.P_SSL,
                    Methods.MP_SSL);

    private static final List<String> WITH_ORACLE =
            List.of(
                    Methods.BASE,
                    Methods.BASE_ALL_LABELS,
                    Methods.ORACLE,
                    Methods.NAIVE,
                    Methods.P_SSL,
                    Methods.MP_SSL);

    private static final String QUICK = ", quick: not to be compared";

    /** Copies the collections. */
    public Comparison {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        seeds = List.copyOf(seeds);
    }

    /**
     * Returns the embedded study: all its methods on seeds 0 to n - 1.
     *
     * @param setUp {@code coarse-to-fine} or {@code disjoint}
     * @param seeds how many seeds
     * @param quick whether the runs are short; the name says so, since its figures are no results
     * @return the comparison
     */
    public static Comparison of(String setUp, int seeds, boolean quick) {
        Map<String, RunSpec> settings = new LinkedHashMap<>();
        for (String method : METHODS) {
            RunSpec spec = RunSpec.mini(method, 0).with("setUp", setUp);
            settings.put(method, quick ? spec.quick() : spec);
        }
        return new Comparison(
                "fashion-mini/" + setUp + (quick ? QUICK : ""), settings, first(seeds));
    }

    /**
     * Returns a comparison on a prepared dataset: the embedded study's methods and the oracle.
     *
     * @param preset {@code mini}, {@code mini-large} or {@code paper}
     * @param dataset its folder
     * @param changes fields in which the runs differ from the preset; where it counts its epochs,
     *     the steps follow the other fields
     * @param seeds how many seeds
     * @param quick whether the runs are short
     * @return the comparison
     * @throws org.mpssl.UserError if the dataset is not there, or a field is not right
     */
    public static Comparison of(
            String preset, String dataset, SpecChanges changes, int seeds, boolean quick) {
        String folder = dataset.equals(Plan.SHIPPED) ? dataset : ClonePath.name(dataset);
        Map<String, RunSpec> settings = new LinkedHashMap<>();
        for (String method : WITH_ORACLE) {
            RunSpec spec = changes.of(RunSpec.preset(preset, folder, method, 0), preset);
            settings.put(method, quick ? spec.quick() : spec);
        }
        String title =
                dataset.equals(Plan.SHIPPED)
                        ? dataset
                        : DatasetManifest.read(ClonePath.of(dataset)).name();
        return new Comparison(
                title + ", preset " + preset + changes + (quick ? QUICK : ""),
                settings,
                first(seeds));
    }

    private static List<Long> first(int seeds) {
        return LongStream.range(0, seeds).boxed().toList();
    }

    /** Returns the methods' names, in the order of the table. */
    public List<String> methods() {
        return List.copyOf(settings.keySet());
    }

    /**
     * Returns the spec of one run.
     *
     * @param method the method
     * @param seed the seed
     * @return the spec
     */
    public RunSpec spec(String method, long seed) {
        return settings.get(method).with("seed", seed);
    }

    /** Returns the hashes of a method's specs, in the order of the seeds. */
    List<String> hashes(String method) {
        return seeds.stream().map(seed -> spec(method, seed).hash()).toList();
    }

    /** Returns all runs, the longest first, so that two threads end at about the same time. */
    public List<RunSpec> specs() {
        List<RunSpec> specs = new ArrayList<>();
        for (String method : settings.keySet()) {
            seeds.forEach(seed -> specs.add(spec(method, seed)));
        }
        specs.sort(Comparator.comparingDouble(Work::of).reversed());
        return specs;
    }
}
