package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.train.Provenance;
import org.mpssl.train.RunResult;

/** What stands behind all runs of a study, whose set-ups and columns may have different models. */
final class Environment {

    private Environment() {}

    /**
     * Collects it.
     *
     * @throws org.mpssl.UserError if the runs are not of one data set and one library on one kind
     *     of machine
     */
    static Map<String, String> of(List<RunResult> runs) {
        Map<String, List<Map<String, String>>> models = new TreeMap<>();
        List<Map<String, String>> shared = new ArrayList<>();
        for (RunResult run : runs) {
            Map<String, String> rest = new TreeMap<>(run.provenance());
            Provenance.models(run.spec())
                    .forEach(
                            (model, owner) -> {
                                String value = rest.remove(model);
                                if (value != null) {
                                    models.computeIfAbsent(
                                                    model + ", " + owner, name -> new ArrayList<>())
                                            .add(Map.of(model, value));
                                }
                            });
            shared.add(rest);
        }
        Map<String, String> all = new TreeMap<>(Provenance.common(shared));
        models.forEach(
                (name, each) -> all.put(name, String.join("", Provenance.common(each).values())));
        return all;
    }
}
