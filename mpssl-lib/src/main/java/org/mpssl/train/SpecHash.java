package org.mpssl.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.mpssl.files.Sha256;

/** The name of a spec, which stays the same when specs get more fields. */
final class SpecHash {

    private static final List<String> FIRST_FIELDS = List.of("dataset", "setUp", "method", "seed");

    static final List<String> LATER_FIELDS =
            List.of(
                    "pool",
                    "split",
                    "labelledFraction",
                    "validationFraction",
                    "sampler",
                    "foundationData",
                    "imageSize",
                    "channels",
                    "block",
                    "stem",
                    "standardise",
                    "batchNorm",
                    "weak",
                    "policy",
                    "magnitude",
                    "straightThrough",
                    "unsupervisedLoss",
                    "mu",
                    "detachWeakView",
                    "threshold",
                    "temperature",
                    "generator",
                    "foundationClassifier",
                    "generatorChunk",
                    "mapper",
                    "labelConverter",
                    "lmo",
                    "valLoss",
                    "gapLoss",
                    "reuseSynthetic");

    private SpecHash() {}

    /**
     * Of fields that came after the first studies, those at their usual value are left out: what
     * specs meant before, and the hashes in committed results, stay the same.
     */
    static String of(RunSpec spec) {
        ObjectNode canonical = SpecJson.tree(spec);
        ObjectNode usual = SpecJson.tree(RunSpec.mini(spec.method(), spec.seed()));
        LATER_FIELDS.stream()
                .filter(field -> canonical.get(field).equals(usual.get(field)))
                .forEach(canonical::remove);
        ObjectNode ordered = JsonNodeFactory.instance.objectNode();
        FIRST_FIELDS.forEach(field -> ordered.set(field, canonical.remove(field)));
        new TreeSet<>(SpecJson.names(canonical))
                .forEach(field -> ordered.set(field, canonical.get(field)));
        byte[] text = ordered.toString().getBytes(StandardCharsets.UTF_8);
        return Sha256.of(text).substring(0, 12);
    }

    /**
     * Fields that came after a spec was written mean then what they mean in a spec without them.
     */
    static ObjectNode withLaterFields(ObjectNode flat) {
        String method = flat.path("method").asText();
        new SpecCheck().oneOf("method", method, Methods.NAMES).throwIfAny();
        ObjectNode usual = SpecJson.tree(RunSpec.mini(method, 0));
        ObjectNode complete = flat.deepCopy();
        LATER_FIELDS.stream()
                .filter(field -> !complete.has(field))
                .forEach(field -> complete.set(field, usual.get(field)));
        return complete;
    }
}
