package org.mpssl.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.train.Provenance;
import org.mpssl.train.RunResult;

/** What stands behind all runs of a study, whose set-ups may have different models. */
final class Environment {

    private Environment() {}

    /**
     * Collects it.
     *
     * @throws org.mpssl.UserError if the runs are not of one data set and one library on one kind
     *     of machine
     */
    static Map<String, String> of(List<RunResult> runs) {
        Map<String, List<Map<String, String>>> bySetUp = new LinkedHashMap<>();
        for (RunResult run : runs) {
            bySetUp.computeIfAbsent(run.spec().setUp(), name -> new ArrayList<>())
                    .add(run.provenance());
        }
        Map<String, String> models = new TreeMap<>();
        List<Map<String, String>> shared = new ArrayList<>();
        bySetUp.forEach(
                (setUp, provenances) -> {
                    Map<String, String> common = new TreeMap<>(Provenance.common(provenances));
                    for (String name : List.copyOf(common.keySet())) {
                        if (Provenance.isModel(name)) {
                            models.put(name + ", " + setUp, common.remove(name));
                        }
                    }
                    shared.add(common);
                });
        Map<String, String> all = new TreeMap<>(Provenance.common(shared));
        all.putAll(models);
        return all;
    }
}
