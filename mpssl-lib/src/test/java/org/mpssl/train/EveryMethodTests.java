package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method and every ablation trains from a spec, and does something of its own. */
class EveryMethodTests {

    private static RunSpec tiny(String method) {
        return RunSpec.mini(method, 5)
                .with("steps", 3)
                .with("batchSize", 6)
                .with("labelsPerClass", 2)
                .with("validationPerClass", 2)
                .with("testImages", 70)
                .with("width", 4)
                .with("blocks", List.of(1, 1))
                .with("syntheticPool", 20)
                .with("evaluateEvery", 3);
    }

    private static RunSpec with(RunSpec spec, Map<String, Object> fields) {
        RunSpec changed = spec;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            changed = changed.with(field.getKey(), field.getValue());
        }
        return changed;
    }

    private static RunResult train(RunSpec spec) {
        return Trainer.run(spec, TrainingListener.SILENT);
    }

    /** Method, changed fields, the losses that its metrics must have. */
    static Stream<Arguments> variants() {
        List<Object> freeMatch = List.of("supervised", "freematch", "mask");
        List<Object> scr = List.of("supervised", "scr");
        List<Object> full = List.of("supervised", "scr", "validation", "gap");
        return Stream.of(
                Arguments.of("base", Map.of(), List.of("supervised")),
                Arguments.of("base-all-labels", Map.of(), List.of("supervised")),
                Arguments.of("oracle", Map.of(), freeMatch),
                Arguments.of(
                        "oracle",
                        Map.of("unsupervisedLoss", "fixmatch", "threshold", 0.1),
                        List.of("supervised", "fixmatch", "mask")),
                Arguments.of(
                        "oracle",
                        Map.of("unsupervisedLoss", "uda", "threshold", 0.1),
                        List.of("supervised", "uda", "mask")),
                Arguments.of("oracle", Map.of("unsupervisedLoss", "cosine"), scr),
                Arguments.of("oracle", Map.of("mu", 3), freeMatch),
                Arguments.of("transfer", Map.of(), freeMatch),
                Arguments.of("transfer", Map.of("unsupervisedLoss", "cosine"), scr),
                Arguments.of("naive", Map.of(), freeMatch),
                Arguments.of("naive", Map.of("syntheticPool", 0), freeMatch),
                Arguments.of("naive", Map.of("batchNorm", "apart"), freeMatch),
                Arguments.of("p-ssl", Map.of(), freeMatch),
                Arguments.of("p-ssl", Map.of("syntheticPool", 0), freeMatch),
                Arguments.of("p-ssl", Map.of("syntheticPool", 0, "generatorChunk", 3), freeMatch),
                Arguments.of("mp-ssl", Map.of(), full),
                Arguments.of("mp-ssl", Map.of("lmo", false), scr),
                Arguments.of(
                        "mp-ssl", Map.of("valLoss", false), List.of("supervised", "scr", "gap")),
                Arguments.of(
                        "mp-ssl",
                        Map.of("gapLoss", "none"),
                        List.of("supervised", "scr", "validation")),
                Arguments.of("mp-ssl", Map.of("gapLoss", "mmd"), full),
                Arguments.of("mp-ssl", Map.of("mapper", "unconditional"), full),
                Arguments.of("mp-ssl", Map.of("mapper", "none"), full),
                Arguments.of("mp-ssl", Map.of("labelConverter", "soft-gumbel"), full),
                Arguments.of("mp-ssl", Map.of("labelConverter", "soft-embedding"), full),
                Arguments.of("mp-ssl", Map.of("labelConverter", "random"), full),
                Arguments.of("mp-ssl", Map.of("detachWeakView", true), full),
                Arguments.of("mp-ssl", Map.of("reuseSynthetic", true), full),
                Arguments.of("mp-ssl", Map.of("generatorChunk", 3), full),
                Arguments.of("mp-ssl", Map.of("batchNorm", "apart"), full),
                Arguments.of("mp-ssl", Map.of("eta", 0), full),
                Arguments.of(
                        "mp-ssl",
                        Map.of("unsupervisedLoss", "l1"),
                        List.of("supervised", "l1", "validation", "gap")),
                Arguments.of(
                        "mp-ssl",
                        Map.of("unsupervisedLoss", "l2"),
                        List.of("supervised", "l2", "validation", "gap")),
                Arguments.of(
                        "mp-ssl",
                        Map.of("unsupervisedLoss", "smooth-l1"),
                        List.of("supervised", "smooth-l1", "validation", "gap")),
                Arguments.of(
                        "mp-ssl",
                        Map.of("unsupervisedLoss", "freematch"),
                        List.of("supervised", "freematch", "mask", "validation", "gap")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("variants")
    void itTrainsWithItsOwnLossesAndItsOwnOutcome(
            String method, Map<String, Object> fields, List<String> losses) {
        RunSpec spec = with(tiny(method), fields);

        RunResult result = train(spec);

        assertThat(result.stopped()).isFalse();
        Map<String, Double> last = result.history().get(0).losses();
        assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(losses);
        if (!fields.isEmpty()) {
            assertThat(last).isNotEqualTo(train(tiny(method)).history().get(0).losses());
        }
    }
}
