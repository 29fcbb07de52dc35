package org.mpssl.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDataset;
import org.mpssl.tensor.Devices;

/** What stands behind a number: code, versions, device, threads, data and frozen models. */
public final class Provenance {

    private static final String UNKNOWN = "unknown";

    private static final String JAVA = "java";
    private static final String LIBRARY = "library";

    /** These decide no number: the engine and the code do. */
    private static final Set<String> INFORMATIVE = Set.of(JAVA, LIBRARY);

    private Provenance() {}

    /**
     * Collects it.
     *
     * @param spec the run
     * @param device where it computes
     * @param dataset what it is trained on
     * @return names and values
     */
    public static Map<String, String> of(RunSpec spec, Device device, PreparedDataset dataset) {
        Map<String, String> provenance = environment(device);
        provenance.put("dataset", dataset.name());
        provenance.put("datasetManifest", dataset.manifestHash());
        provenance.putAll(FrozenModels.checksums(spec));
        provenance.putAll(new RunData(spec).checksums());
        return provenance;
    }

    /**
     * Collects what does not depend on the run.
     *
     * @param device where runs compute
     * @return names and values
     */
    public static Map<String, String> environment(Device device) {
        Engine engine = Devices.engine();
        String library = Provenance.class.getPackage().getImplementationVersion();
        Map<String, String> provenance = new TreeMap<>();
        provenance.put(LIBRARY, Objects.requireNonNullElse(library, UNKNOWN));
        provenance.put("code", CodeFingerprint.value());
        provenance.put(JAVA, Runtime.version().toString());
        provenance.put("djl", Engine.getDjlVersion());
        provenance.put("libtorch", engine.getVersion());
        provenance.put("device", device.toString());
        provenance.put("threads", System.getProperty("ai.djl.pytorch.num_threads", "default"));
        provenance.put(
                "platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return provenance;
    }

    /**
     * Returns whether a run gives the same numbers with the one behind it as with the other.
     *
     * @param one of a run
     * @param other of the same run
     * @return whether all that decides a number is equal
     */
    public static boolean agree(Map<String, String> one, Map<String, String> other) {
        return decisive(one).equals(decisive(other));
    }

    /**
     * Returns whose the frozen models of a run are.
     *
     * @param spec the run
     * @return the set-up, whose own the shipped ones are, or the imported file, by the name that
     *     the model has in a provenance
     */
    public static Map<String, String> models(RunSpec spec) {
        Map<String, String> models = new TreeMap<>(FrozenModels.sources(spec));
        models.replaceAll((name, source) -> FrozenModels.isShipped(source) ? spec.setUp() : source);
        return models;
    }

    /** Returns whether only the runs name an entry that use what it is the checksum of. */
    private static boolean ofSome(String name) {
        return FrozenModels.isModel(name) || name.equals(RunData.FOUNDATION_DATA);
    }

    private static Map<String, String> decisive(Map<String, String> provenance) {
        Map<String, String> decisive = new TreeMap<>(provenance);
        decisive.keySet().removeAll(INFORMATIVE);
        return decisive;
    }

    /**
     * Returns what stands behind all of some runs.
     *
     * @param runs of each run
     * @return names and values; of the versions of Java and of the library all that there are
     * @throws UserError if they are not runs of one data set and one code on one kind of machine
     */
    public static Map<String, String> common(List<Map<String, String>> runs) {
        Set<String> names = new HashSet<>();
        runs.forEach(run -> names.addAll(run.keySet()));
        Map<String, String> common = new TreeMap<>();
        for (String name : names) {
            // A run names only the models and foundation images that it uses; all else is every
            // run's.
            Set<String> values =
                    runs.stream()
                            .filter(run -> run.containsKey(name) || !ofSome(name))
                            .map(run -> run.getOrDefault(name, UNKNOWN))
                            .collect(Collectors.toCollection(java.util.TreeSet::new));
            if (values.size() > 1 && !INFORMATIVE.contains(name)) {
                throw new UserError(
                        "the runs cannot be compared: '%s' is %s. Make those that are out of date again."
                                .formatted(name, String.join(" for some and for others ", values)));
            }
            common.put(name, String.join(", ", values));
        }
        return common;
    }
}
