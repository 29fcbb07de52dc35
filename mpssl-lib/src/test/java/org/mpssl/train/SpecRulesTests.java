package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;

/** Settings that make no sense together. */
class SpecRulesTests {

    private static RunSpec spec(String method, Map<String, Object> fields) {
        RunSpec spec = RunSpec.mini(method, 0);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            spec = spec.with(field.getKey(), field.getValue());
        }
        return spec;
    }

    static Stream<Arguments> senseless() {
        return Stream.of(
                Arguments.of("naive", "lmo", false, Map.of(), "lmo is false, but the method naive"),
                Arguments.of("p-ssl", "mapper", "none", Map.of(), "mapper has no effect"),
                Arguments.of("base", "gapLoss", "mmd", Map.of(), "gapLoss has no effect"),
                Arguments.of("oracle", "valLoss", false, Map.of(), "valLoss has no effect"),
                Arguments.of(
                        "transfer", "labelConverter", "random", Map.of(), "labelConverter has no"),
                Arguments.of(
                        "mp-ssl",
                        "reuseSynthetic",
                        true,
                        Map.of("lmo", false),
                        "reuseSynthetic has no effect, since lmo is false: leave it false"),
                Arguments.of(
                        "mp-ssl",
                        "valLoss",
                        false,
                        Map.of("gapLoss", "none"),
                        "LMO has no objective"),
                Arguments.of(
                        "mp-ssl", "valLoss", false, Map.of("lambdaGap", 0), "LMO has no objective"),
                Arguments.of(
                        "mp-ssl",
                        "labelConverter",
                        "random",
                        Map.of("mapper", "none"),
                        "LMO has nothing to learn"),
                Arguments.of(
                        "mp-ssl",
                        "lambda",
                        0,
                        Map.of("gapLoss", "none"),
                        "theta' does not depend on the synthetic images"),
                Arguments.of("mp-ssl", "lambda", 0, Map.of(), "L_val has no gradient"),
                Arguments.of("mp-ssl", "mu", 2, Map.of(), "mu is 2, but LMO makes one"),
                Arguments.of("base", "shift", 32, Map.of(), "shift is 32, which leaves nothing"),
                Arguments.of(
                        "oracle",
                        "detachWeakView",
                        true,
                        Map.of(),
                        "freematch never sends a gradient through the weak view"),
                Arguments.of(
                        "base",
                        "magnitude",
                        30,
                        Map.of("policy", "kornia"),
                        "the policy kornia has magnitudes between 0 and 30"),
                Arguments.of(
                        "naive",
                        "strongOperations",
                        0,
                        Map.of("policy", "cubuk"),
                        "the policy cubuk needs at least 1"),
                Arguments.of("base", "stem", "imagenet", Map.of("init", "foundation"), "init is"),
                Arguments.of("base", "channels", 3, Map.of("init", "foundation"), "for 3"));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void whatMakesNoSenseIsRefusedWithTheReason(
            String method, String field, Object value, Map<String, Object> others, String why) {
        RunSpec possible = spec(method, others);

        assertThatThrownBy(() -> possible.with(field, value))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why);
    }

    @Test
    void everyAblationOfThePaperIsPossible() {
        List<Map<String, Object>> ablations =
                List.of(
                        Map.of("lmo", false),
                        Map.of("valLoss", false),
                        Map.of("phiRate", 0, "xiRate", 0),
                        Map.of("gapLoss", "none"),
                        Map.of("gapLoss", "mmd"),
                        Map.of("mapper", "unconditional"),
                        Map.of("mapper", "none"),
                        Map.of("labelConverter", "random"),
                        Map.of("labelConverter", "soft-embedding"),
                        Map.of("unsupervisedLoss", "freematch"),
                        Map.of("detachWeakView", true),
                        Map.of("reuseSynthetic", true),
                        Map.of("batchNorm", "apart"),
                        Map.of("eta", 0));
        for (Map<String, Object> ablation : ablations) {
            assertThatCode(() -> spec("mp-ssl", ablation)).doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsRefusedBesideOneSettingIsPossibleBesideAnother() {
        RunSpec mpSsl = RunSpec.mini("mp-ssl", 0);

        assertThat(mpSsl.with("lmo", false).with("mu", 7).unsupervised().mu()).isEqualTo(7);
        assertThat(mpSsl.with("valLoss", false).with("lambda", 0).unsupervised().lambda()).isZero();
        assertThat(mpSsl.with("weak", "resized-crop").with("shift", 64).views().shift())
                .isEqualTo(64);
    }

    /** ResNet-18 and ResNet-34 of their published width are possible, two stages more are not. */
    @Test
    void aClassifierThatIsTooLargeIsRefusedWithItsSize() {
        RunSpec spec = RunSpec.mini("base", 0).with("width", 64);

        assertThat(spec.with("blocks", List.of(2, 2, 2, 2)).classifier().width()).isEqualTo(64);
        assertThat(spec.with("blocks", List.of(3, 4, 6, 3)).classifier().width()).isEqualTo(64);
        assertThatThrownBy(() -> spec.with("blocks", List.of(1, 1, 1, 1, 1, 1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("blocks [1, 1, 1, 1, 1, 1] and width 64 make a classifier of")
                .hasMessageContaining("allowed are up to 60000000");
    }

    /** With 64 channels and 512 pixels the convolutions put out 39 million numbers per image. */
    @Test
    void aBatchThatDoesNotFitIsRefusedWithTheLargestThatDoes() {
        RunSpec spec =
                RunSpec.mini("base", 0)
                        .with("width", 64)
                        .with("blocks", List.of(2, 2, 2, 2))
                        .with("imageSize", 512);

        assertThat(spec.with("batchSize", 54).training().batchSize()).isEqualTo(54);
        assertThatThrownBy(() -> spec.with("batchSize", 55))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("batchSize is 55")
                .hasMessageContaining(
                        "with blocks [2, 2, 2, 2] and width 64 and imageSize 512 allowed are 2 to 54");
    }
}
