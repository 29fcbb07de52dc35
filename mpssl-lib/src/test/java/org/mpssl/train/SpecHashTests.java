package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecHashTests {

    /** Pinned: committed results are found again by this hash. Newer fields leave it as it is. */
    @Test
    void theHashOfASpecStaysTheSame() {
        assertThat(RunSpec.mini("mp-ssl", 0).hash()).isEqualTo("25b49e8acff8");
    }

    static Stream<Arguments> newerFields() {
        return Stream.of(
                Arguments.of("pool", "train"),
                Arguments.of("split", "fractions"),
                Arguments.of("labelledFraction", 0.4),
                Arguments.of("validationFraction", 0.2),
                Arguments.of("sampler", "drop-last"),
                Arguments.of("foundationData", "data/imagenet"),
                Arguments.of("imageSize", 40),
                Arguments.of("channels", 3),
                Arguments.of("block", "bottleneck"),
                Arguments.of("stem", "imagenet"),
                Arguments.of("standardise", "imagenet"),
                Arguments.of("batchNorm", "apart"),
                Arguments.of("weak", "resized-crop"),
                Arguments.of("policy", "uda"),
                Arguments.of("magnitude", 9),
                Arguments.of("straightThrough", true),
                Arguments.of("unsupervisedLoss", "l1"),
                Arguments.of("mu", 2),
                Arguments.of("detachWeakView", true),
                Arguments.of("threshold", 0.8),
                Arguments.of("temperature", 1),
                Arguments.of("generator", "a.safetensors"),
                Arguments.of("foundationClassifier", "a.safetensors"),
                Arguments.of("generatorChunk", 8),
                Arguments.of("mapper", "none"),
                Arguments.of("labelConverter", "random"),
                Arguments.of("lmo", false),
                Arguments.of("valLoss", false),
                Arguments.of("gapLoss", "mmd"),
                Arguments.of("reuseSynthetic", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("newerFields")
    void aNewerFieldThatIsNotAsUsualChangesTheHash(String field, Object value) {
        RunSpec usual = takes(field);

        RunSpec other = usual.with(field, value);

        assertThat(other).isNotEqualTo(usual);
        assertThat(other.hash()).isNotEqualTo(usual.hash());
    }

    /**
     * A spec in which the field alone can be another: LMO has no mu, and greys no ImageNet mean.
     */
    private static RunSpec takes(String field) {
        return switch (field) {
            case "mu" -> RunSpec.mini("p-ssl", 0);
            case "standardise" -> RunSpec.mini("mp-ssl", 0).with("channels", 3);
            default -> RunSpec.mini("mp-ssl", 0);
        };
    }

    @Test
    void everyNewerFieldIsTriedHere() {
        assertThat(newerFields().map(arguments -> arguments.get()[0]))
                .containsExactlyElementsOf(SpecHash.LATER_FIELDS);
    }

    @Test
    void aSpecWrittenBeforeThereWereNewerFieldsMeansWhatItMeantThen() {
        RunSpec spec = RunSpec.mini("p-ssl", 2).with("lambda", 0.5);
        ObjectNode old = spec.toTree();
        newerFields().forEach(arguments -> old.remove((String) arguments.get()[0]));

        assertThat(RunSpec.of(old)).isEqualTo(spec);
    }

    @Test
    void specsThatDifferHaveHashesThatDiffer() {
        RunSpec spec = RunSpec.mini("base", 0);
        Set<String> hashes = new HashSet<>();
        hashes.add(spec.hash());
        hashes.add(RunSpec.mini("base", 1).hash());
        hashes.add(RunSpec.mini("p-ssl", 0).hash());
        hashes.add(spec.with("eta", 0.2).hash());
        hashes.add(spec.with("blocks", List.of(1, 1, 1)).hash());
        hashes.add(spec.with("milestones", List.of(0.3, 0.6)).hash());
        hashes.add(spec.with("dataType", "float64").hash());

        assertThat(hashes).hasSize(7).allMatch(hash -> hash.matches("[0-9a-f]{12}"));
        assertThat(spec.with("eta", 0.1).hash()).isEqualTo(spec.hash());
    }
}
