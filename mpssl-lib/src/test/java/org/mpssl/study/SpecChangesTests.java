package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpssl.UserError;
import org.mpssl.train.RunSpec;

class SpecChangesTests {

    private static final String SHIPPED = Plan.SHIPPED;

    private static RunSpec spec(Map<String, String> fields, String preset) {
        return Comparison.of(preset, SHIPPED, new SpecChanges(fields), 1, false).spec("base", 0);
    }

    @Test
    void valuesAreNumbersWordsAndLists() {
        RunSpec spec =
                spec(
                        Map.of(
                                "batchSize", "8",
                                "learningRate", "0.5",
                                "policy", "kornia",
                                "blocks", "[1,2,1,1]"),
                        "mini");

        assertThat(spec.get("batchSize")).isEqualTo(8);
        assertThat(spec.get("learningRate")).isEqualTo(0.5);
        assertThat(spec.get("policy")).isEqualTo("kornia");
        assertThat(spec.get("blocks")).isEqualTo(List.of(1, 2, 1, 1));
        assertThat(spec.steps()).isEqualTo(RunSpec.mini("base", 0).steps());
    }

    /** 140 images of D: 200 epochs are 28,000 images. */
    @Test
    void stepsOfThePaperFollowWhatAStepTakes() {
        assertThat(spec(Map.of("batchSize", "32"), "paper").steps()).isEqualTo(28_000 / 32);
        assertThat(spec(Map.of("labelsPerClass", "10"), "paper").steps())
                .isEqualTo(Math.round(14_000 / 64f));
        assertThat(spec(Map.of("batchSize", "32", "steps", "7"), "paper").steps()).isEqualTo(7);
        assertThat(spec(Map.of(), "paper")).isEqualTo(RunSpec.paper("base", 0));
    }

    @Test
    void theTitleSaysWhatWasChanged() {
        SpecChanges changes = new SpecChanges(Map.of("tau", "2", "lambda", "3"));

        assertThat(Comparison.of("mini", SHIPPED, changes, 1, false).name())
                .isEqualTo("fashion-mini, preset mini, lambda 3, tau 2");
        assertThat(Comparison.of("mini", SHIPPED, SpecChanges.NONE, 1, false).name())
                .isEqualTo("fashion-mini, preset mini");
    }

    @Test
    void fieldsOfTheComparisonItselfAndUnknownOnesAreRefused() {
        assertThatThrownBy(() -> new SpecChanges(Map.of("method", "base")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("method is not to be set");
        assertThatThrownBy(() -> spec(Map.of("labels", "3"), "mini"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("labels");
        assertThatThrownBy(() -> spec(Map.of("batchSize", "many"), "mini"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("batchSize");
    }
}
