package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;

class RunSpecTests {

    @TempDir Path folder;

    private RunSpec read(String json) throws IOException {
        Path file = folder.resolve("spec.json");
        Files.writeString(file, json.replace('\'', '"'));
        return RunSpec.read(file);
    }

    @Test
    void fieldsLeftOutHaveTheValuesOfMini() throws IOException {
        assertThat(read("{'method':'mp-ssl','seed':5}")).isEqualTo(RunSpec.mini("mp-ssl", 5));
        assertThat(read("{'method':'base'}")).isEqualTo(RunSpec.mini("base", 0));
        assertThat(read("{'method':'p-ssl','steps':7,'milestones':[]}"))
                .isEqualTo(RunSpec.mini("p-ssl", 0).with("steps", 7).with("milestones", List.of()));
    }

    @Test
    void miniIsThePublishedSettingOfTheEmbeddedStudy() {
        RunSpec spec = RunSpec.mini("mp-ssl", 3);

        assertThat(spec.seed()).isEqualTo(3);
        assertThat(spec.steps()).isEqualTo(600);
        assertThat(spec.training().batchSize()).isEqualTo(32);
        assertThat(spec.training().learningRate()).isEqualTo(0.03);
        assertThat(spec.unsupervised().lambda()).isEqualTo(3);
        assertThat(RunSpec.mini("p-ssl", 3).unsupervised().lambda()).isEqualTo(1);
        assertThat(spec.meta().phiRate()).isEqualTo(1e-3);
        assertThat(spec.meta().xiRate()).isEqualTo(1e-1);
        assertThat(spec.data().labelsPerClass()).isEqualTo(20);
        assertThat(spec.data().validationPerClass()).isEqualTo(10);
    }

    @Test
    void jsonComesBackAsTheSameSpec() throws IOException {
        RunSpec spec =
                RunSpec.mini("naive", 12)
                        .with("blocks", List.of(2, 1))
                        .with("learningRate", 0.123456789)
                        .with("dataType", "float64");

        RunSpec back = read(spec.toJson());

        assertThat(back).isEqualTo(spec);
        assertThat(back.hash()).isEqualTo(spec.hash());
        assertThat(spec.toJson()).startsWith("{\n  \"dataset\" : \"fashion-mini\"").endsWith("}\n");
    }

    @Test
    void aFieldIsReadByItsName() {
        RunSpec spec = RunSpec.mini("mp-ssl", 4);

        assertThat(spec.get("method")).isEqualTo("mp-ssl");
        assertThat(spec.get("steps")).isEqualTo(600);
        assertThat(spec.get("lambda")).isEqualTo(3.0);
        assertThat(spec.get("lmo")).isEqualTo(true);
        assertThat(spec.get("blocks")).isEqualTo(List.of(1, 1, 1, 1));
        assertThatThrownBy(() -> spec.get("speed")).hasMessageContaining("no field 'speed'");
    }

    @Test
    void anUnknownFieldIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> read("{'method':'base','learningrate':1}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'learningrate'")
                .hasMessageContaining("learningRate")
                .hasMessageContaining("xiRate");
        assertThatThrownBy(() -> RunSpec.mini("base", 0).with("speed", 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'speed'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps|'many'",
                "steps|2.5",
                "steps|null",
                "steps|[1]",
                "steps|99999999999",
                "steps|true",
                "seed|'a'",
                "learningRate|'fast'",
                "learningRate|null",
                "blocks|3",
                "blocks|['a']",
                "blocks|[1.5]",
                "milestones|0.3",
                "method|{}",
            })
    void aWrongTypeIsNamedWithItsField(String field, String value) {
        assertThatThrownBy(() -> read("{'method':'base','" + field + "':" + quoted(value) + "}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(field);
    }

    private static String quoted(String value) {
        return value.equals("many") || value.equals("a") || value.equals("fast")
                ? "'" + value + "'"
                : value;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataset|cifar|fashion-mini",
                "setUp|other|coarse-to-fine, disjoint",
                "init|imagenet|scratch, foundation",
                "unsupervisedLoss|mse|freematch, fixmatch, uda, cosine, l1, l2, smooth-l1",
                "labelConverter|soft|hard-gumbel, soft-gumbel, soft-embedding, random",
                "mapper|linear|conditional, unconditional, none",
                "gapLoss|kl|mse, mmd, none",
                "batchNorm|shared|together, apart",
                "block|wide|basic, bottleneck",
                "stem|large|small, imagenet",
                "weak|flip|shift, reflected-shift, resized-crop",
                "policy|auto|intensity, kornia, uda, fixmatch, cubuk",
                "standardise|mean|none, imagenet",
                "generator|biggan|.safetensors",
                "dataType|float16|float32, float64",
                "testOn|train|test, held-back",
            })
    void aWordThatIsNotAllowedIsNamedWithThoseThatAre(String field, String value, String allowed) {
        assertThatThrownBy(() -> RunSpec.mini("base", 0).with(field, value))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(field + " is '" + value + "'")
                .hasMessageContaining(allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labelsPerClass|0|1 to 100000",
                "validationPerClass|-1|1 to 100000",
                "testImages|-1|0 to 10000000",
                "width|0|1 to 128",
                "steps|0|1 to 10000000",
                "batchSize|1|2 to 1024",
                "learningRate|0|above 0, up to 10",
                "learningRate|10.5|above 0, up to 10",
                "momentum|1|0 to 0.9999",
                "weightDecay|-0.1|0 to 1",
                "decay|0|above 0, up to 1",
                "evaluateEvery|0|1 to 10000000",
                "shift|65|0 to 64",
                "strongOperations|5|0 to 4",
                "strongStrength|1.1|0 to 1",
                "syntheticPool|-1|0 to 100000",
                "imageSize|7|8 to 512",
                "mu|0|1 to 64",
                "threshold|1.5|0 to 1",
                "temperature|0|above 0, up to 100",
                "magnitude|31|0 to 30",
                "lambda|-1|0 to 1000",
                "lambdaGap|1001|0 to 1000",
                "eta|-1|0 to 100",
                "tau|0|above 0, up to 100",
                "generatorChunk|-1|0 to 4096",
                "mapperEmbedding|0|1 to 4096",
                "mapperHidden|0|1 to 4096",
                "phiRate|-1|0 to 10",
                "xiRate|11|0 to 10",
                "emaDecay|1|0 to 0.999999",
                "lambdaEntropy|-1|0 to 100",
            })
    void aNumberOutOfRangeIsNamedWithItsRange(String field, double value, String range) {
        Object given = value == Math.rint(value) ? (Object) (int) value : (Object) value;

        assertThatThrownBy(() -> RunSpec.mini("base", 0).with(field, given))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(field + " is ")
                .hasMessageContaining(range);
    }

    @Test
    void listsAreCheckedNumberByNumber() {
        RunSpec spec = RunSpec.mini("base", 0);

        assertThatThrownBy(() -> spec.with("blocks", List.of(1, 0)))
                .hasMessageContaining("blocks is 0; allowed are 1 to 100");
        assertThatThrownBy(() -> spec.with("blocks", List.of()))
                .hasMessageContaining("blocks has 0 stages; allowed are 1 to 6");
        assertThatThrownBy(() -> spec.with("blocks", List.of(1, 1, 1, 1, 1, 1, 1)))
                .hasMessageContaining("blocks has 7 stages; allowed are 1 to 6");
        assertThatThrownBy(() -> spec.with("milestones", List.of(1.5)))
                .hasMessageContaining("milestones is 1.5; allowed are 0 to 1");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> read("{'method':'base','steps':0,'width':0,'init':'x'}"))
                .hasMessageContaining("steps is 0")
                .hasMessageContaining("width is 0")
                .hasMessageContaining("init is 'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{'method':3}", "{'method':'sgd'}", "{'method'", "7"})
    void whatIsNoSpecIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(UserError.class);
    }

    @Test
    void aFieldGivenTwiceIsRefused() {
        assertThatThrownBy(() -> read("{'method':'base','steps':1,'steps':2}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("steps");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> RunSpec.read(folder.resolve("none.json")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.json");
    }

    @Test
    void theRateFallsByTheDecayAtEachMilestone() {
        RunSpec spec = RunSpec.mini("base", 0);

        assertThat(spec.training().rate(0)).isEqualTo(0.03);
        assertThat(spec.training().rate(179)).isEqualTo(0.03);
        assertThat(spec.training().rate(180)).isCloseTo(0.003, within(1e-15));
        assertThat(spec.training().rate(359)).isCloseTo(0.003, within(1e-15));
        assertThat(spec.training().rate(360)).isCloseTo(0.0003, within(1e-15));
        assertThat(spec.training().rate(480)).isCloseTo(0.00003, within(1e-15));
        assertThat(spec.with("milestones", List.of()).training().rate(599)).isEqualTo(0.03);
    }

    @Test
    void quickIsSixtyStepsAndTwoThousandImages() {
        RunSpec quick = RunSpec.mini("base", 0).quick();

        assertThat(quick.steps()).isEqualTo(60);
        assertThat(quick.data().testImages()).isEqualTo(2000);
        RunSpec small = RunSpec.mini("base", 0).with("steps", 5).with("testImages", 9);
        assertThat(small.quick()).isEqualTo(small);
    }
}
