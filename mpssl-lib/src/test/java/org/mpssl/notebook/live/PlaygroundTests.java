package org.mpssl.notebook.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.notebook.HeatMap;
import org.mpssl.notebook.Model;
import org.mpssl.notebook.RecordingSink;
import org.mpssl.train.RunSpec;

@Timeout(180)
class PlaygroundTests {

    @TempDir private Path folder;
    @RegisterExtension private final RecordingSink sink = new RecordingSink();
    private Playground playground;

    @BeforeEach
    void redirect() {
        RunSpec start =
                RunSpec.mini("mp-ssl", 0)
                        .with("steps", 20)
                        .with("evaluateEvery", 10)
                        .with("testImages", 70);
        playground = Playground.of(start, folder);
    }

    private Model named(String kind, String description) {
        return sink.of(kind).stream()
                .filter(m -> m.state().path("description").asText().equals(description))
                .findFirst()
                .orElseThrow();
    }

    private void move(Model model, String state) throws Exception {
        model.receive(
                JsonMapper.builder()
                        .build()
                        .readTree("{\"method\":\"update\",\"state\":" + state + "}"));
    }

    private void click(String button) throws Exception {
        named("Button", button)
                .receive(
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        "{\"method\":\"custom\",\"content\":{\"event\":\"click\"}}"));
    }

    private String said() {
        return String.join(
                "\n", sink.of("HTML").stream().map(m -> m.state().path("value").asText()).toList());
    }

    @Test
    void everyControlIsAFieldOfTheSpec() throws Exception {
        playground.show();
        move(named("FloatSlider", "λ"), "{\"value\":7}");
        move(named("FloatLogSlider", "τ"), "{\"value\":0.50000000000000011}");
        move(named("IntSlider", "labels per class"), "{\"value\":4}");
        move(named("FloatSlider", "strong view"), "{\"value\":0.25}");

        RunSpec spec = playground.spec();
        assertThat(spec.get("lambda")).isEqualTo(7.0);
        assertThat(spec.get("tau")).isEqualTo(0.5);
        assertThat(spec.get("labelsPerClass")).isEqualTo(4);
        assertThat(spec.get("strongStrength")).isEqualTo(0.25);
        assertThat(said()).contains("other than usual: labelsPerClass 4, lambda 7.0");
    }

    @Test
    void untouchedItDescribesTheSpecThatItWasGiven() {
        RunSpec start = RunSpec.mini("mp-ssl", 3).with("steps", 40);

        assertThat(Playground.of(start, folder).spec()).isEqualTo(start);
    }

    @Test
    void anotherMethodBringsTheWeightThatIsUsualForIt() throws Exception {
        playground.show();
        move(named("Dropdown", "method"), "{\"index\":0}");

        assertThat(playground.spec().method()).isEqualTo("base");
        assertThat(playground.spec().get("lambda")).isEqualTo(1.0);
    }

    @Test
    void aMethodThatACellChoosesBringsItToo() {
        playground.set("method", "p-ssl");

        assertThat(playground.spec().get("lambda")).isEqualTo(1.0);
    }

    /** The panels of earlier runs would fill the page's memory. */
    @Test
    void ofTheRunsOfAVisitTheLastOneHasItsPanelInThePage() {
        playground.set("method", "base");
        playground.show();
        playground.run();
        int models = sink.models.size();
        playground.set("seed", 1);
        playground.run();

        assertThat(sink.models.size() - models).isEqualTo(sink.closed.size());
    }

    @Test
    void settingsThatMakeNoRunAreExplainedInThePanel() throws Exception {
        playground.show();
        move(named("FloatSlider", "λ"), "{\"value\":0}");

        assertThat(said()).contains("These settings describe no run.").contains("lambda");
        assertThat(named("Button", "Run").state().path("disabled").asBoolean()).isTrue();
        move(named("FloatSlider", "λ"), "{\"value\":1}");
        assertThat(named("Button", "Run").state().path("disabled").asBoolean()).isFalse();
    }

    @Test
    void aChangeBringsNewPreviews() throws Exception {
        playground.show();
        List<Model> views = sink.of("Image").subList(0, 3);
        awaitPictures(views, List.of(new byte[0], new byte[0], new byte[0]));
        List<byte[]> before = pictures(views);

        move(named("FloatSlider", "strong view"), "{\"value\":0}");
        awaitPictures(views.subList(1, 2), before.subList(1, 2));
        assertThat(pictures(views).get(0)).as("samples").isEqualTo(before.get(0));
    }

    private static List<byte[]> pictures(List<Model> views) {
        return views.stream().map(v -> v.buffers().getOrDefault("value", new byte[0])).toList();
    }

    private static void awaitPictures(List<Model> views, List<byte[]> old) throws Exception {
        for (int i = 0; i < views.size(); i++) {
            int index = i;
            while (java.util.Arrays.equals(pictures(views).get(index), old.get(index))) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void theRunButtonTrainsAndTheVisitIsCompared() throws Exception {
        playground.set("method", "base");
        playground.show();
        click("Run");
        playground.await();
        playground.set("method", "p-ssl");
        playground.run();

        assertThat(playground.specs()).extracting(RunSpec::method).containsExactly("base", "p-ssl");
        assertThat(playground.chart().lines()).hasSize(2);
        assertThat(playground.table().rows()).hasSize(2);
        assertThat(said()).contains("p-ssl");
    }

    @Test
    void exportedSpecsDescribeTheSameRuns() throws Exception {
        assertThatThrownBy(playground::export)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no run of this visit");
        playground.set("method", "base");
        playground.set("seed", 5);
        playground.run();

        try (Stream<Path> files = Files.list(playground.export())) {
            assertThat(files.map(RunSpec::read).toList()).isEqualTo(playground.specs());
        }
    }

    @Test
    void theHardChoiceDoesNotDependOnTau() {
        playground.set("tau", 0.2);
        HeatMap cold = playground.labels().orElseThrow();
        playground.set("tau", 5);
        HeatMap warm = playground.labels().orElseThrow();

        for (int row = 0; row < cold.values().size(); row++) {
            List<Double> sharp = cold.values().get(row);
            List<Double> flat = warm.values().get(row);
            assertThat(sharp.indexOf(Collections.max(sharp)))
                    .isEqualTo(flat.indexOf(Collections.max(flat)));
            assertThat(Collections.max(sharp)).isGreaterThan(Collections.max(flat));
        }
        playground.set("method", "base");
        assertThat(playground.labels()).isEmpty();
        assertThat(playground.samples()).isEmpty();
    }

    @Test
    void anUnknownControlIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> playground.set("lamda", 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'lamda'")
                .hasMessageContaining("lambdaGap");
        assertThatThrownBy(() -> playground.set("tau", "hot")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> playground.set("steps", 1000))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("steps is from 20.0 to 600.0, not 1000.0");
        assertThatThrownBy(() -> playground.set("method", "magic"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'magic'");
    }
}
