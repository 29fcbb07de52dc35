package org.mpssl.notebook.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mpssl.notebook.Bundle;
import org.mpssl.notebook.Model;
import org.mpssl.notebook.RecordingSink;
import org.mpssl.notebook.RecordingSink.Sent;
import org.mpssl.notebook.Table;

class WidgetTests {

    @RegisterExtension private final RecordingSink sink = new RecordingSink();

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void moved(Model model, String state) {
        model.receive(json("{'method':'update','state':" + state + "}"));
    }

    @Test
    void nothingIsSentBeforeItIsShown() {
        Slider slider = Slider.of("x", 0, 1, 0.1, 0.5);
        slider.value(0.7);

        assertThat(sink.models).isEmpty();
        slider.show();
        assertThat(sink.of("FloatSlider").get(0).state().path("value").asDouble()).isEqualTo(0.7);
    }

    @Test
    void itsViewNamesItsModelAndTheProtocol() {
        Button button = new Button("Run", "play");
        button.show();

        Bundle shown = sink.displays.get(0);
        assertThat(shown.text()).isEqualTo("[Run]");
        assertThat(shown.contents().get(Widget.VIEW))
                .isEqualTo(json("{'model_id':'model-0','version_major':2,'version_minor':0}"));
        JsonNode state = sink.models.get("model-0").state();
        assertThat(state.path("_model_module").asText()).isEqualTo("@jupyter-widgets/controls");
        assertThat(state.path("_model_module_version").asText()).isEqualTo("2.0.0");
        assertThat(state.path("_view_name").asText()).isEqualTo("ButtonView");
    }

    @Test
    void wordsStandInForItWhereItCannotBeShown() {
        new Words("hidden").show("run this cell");

        assertThat(sink.displays.get(0).text()).isEqualTo("run this cell");
    }

    @Test
    void aBoxConnectsWhatIsInItFirst() {
        Box.row(new Words("a"), new Words("b")).show();

        JsonNode box = sink.of("HBox").get(0).state();
        List<String> names = new ArrayList<>();
        box.path("children").forEach(child -> names.add(child.asText()));
        assertThat(names)
                .allSatisfy(name -> assertThat(name).startsWith("IPY_MODEL_model-"))
                .extracting(name -> sink.models.get(name.substring("IPY_MODEL_".length())))
                .containsExactlyElementsOf(sink.of("HTML"));
        assertThat(box.path("layout").asText()).startsWith("IPY_MODEL_");
    }

    @Test
    void aBoxCanHoldOthersLater() {
        Box box = Box.column(new Words("a"));
        box.show();
        box.hold(new Words("b"), new Words("c"));

        Sent last = sink.sent.get(sink.sent.size() - 1);
        assertThat(last.state().path("children")).hasSize(2);
        assertThat(sink.of("HTML")).hasSize(3);
    }

    @Test
    void theReadersMoveReachesJava() {
        Slider slider = Slider.whole("steps", 0, 100, 10, 50);
        Choice choice = new Choice("method", List.of("base", "mp-ssl"), "base");
        List<Object> heard = new ArrayList<>();
        slider.onChange(heard::add);
        choice.onChange(heard::add);
        Box.row(slider, choice).show();

        moved(sink.of("IntSlider").get(0), "{'value':70}");
        moved(sink.of("Dropdown").get(0), "{'index':1}");

        assertThat(heard).containsExactly(70.0, "mp-ssl");
        assertThat(slider.value()).isEqualTo(70);
        assertThat(choice.value()).isEqualTo("mp-ssl");
    }

    @Test
    void otherNewsOfTheSliderIsNoMove() {
        Slider slider = Slider.of("x", 0, 1, 0.1, 0.5);
        List<Double> heard = new ArrayList<>();
        slider.onChange(heard::add);
        slider.show();

        moved(sink.of("FloatSlider").get(0), "{'tabbable':true}");

        assertThat(heard).isEmpty();
    }

    @Test
    void aClickCallsTheAction() {
        List<String> heard = new ArrayList<>();
        Button button = new Button("Run", "");
        button.onClick(() -> heard.add("click"));
        button.show();

        Model model = sink.of("Button").get(0);
        model.receive(json("{'method':'custom','content':{'event':'click'}}"));
        model.receive(json("{'method':'custom','content':{'event':'other'}}"));

        assertThat(heard).containsExactly("click");
    }

    @Test
    void anExceptionInAListenerIsTold() {
        Button button = new Button("Run", "");
        List<String> told = new ArrayList<>();
        button.onProblem(e -> told.add(e.getMessage()));
        button.onClick(
                () -> {
                    throw new IllegalStateException("deliberate");
                });
        button.show();
        sink.of("Button").get(0).receive(json("{'method':'custom','content':{'event':'click'}}"));

        assertThat(told).containsExactly("deliberate");
    }

    @Test
    void ofManyChangesAtMostTwentyASecondAreSentAndTheLastOneAlways() throws Exception {
        ProgressBar bar = new ProgressBar();
        bar.show();
        long start = System.nanoTime();
        int made = 0;
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(500)) {
            bar.share(++made % 1000 / 1000.0);
        }
        bar.share(1);
        await(() -> last().state().path("value").asDouble() == 1);

        double seconds = (last().nanos() - start) / 1e9;
        assertThat(made).isGreaterThan(100);
        assertThat(sink.sent).hasSizeLessThanOrEqualTo((int) (seconds * 20) + 2);
    }

    @Test
    void ofManyPicturesAtMostFiveASecondAreSent() throws Exception {
        PictureView view = new PictureView("50%");
        view.show();
        long start = System.nanoTime();
        byte value = 0;
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(700)) {
            view.picture(new byte[] {++value}, "picture " + value);
        }
        byte[] end = {value};
        await(() -> java.util.Arrays.equals(last().buffers().get("value"), end));

        double seconds = (last().nanos() - start) / 1e9;
        assertThat(sink.sent).hasSizeLessThanOrEqualTo((int) (seconds * 5) + 2);
        assertThat(last().state().path("alt").asText()).isEqualTo("picture " + value);
        assertThat(view.png()).isEqualTo(end);
    }

    private Sent last() {
        return sink.sent.get(sink.sent.size() - 1);
    }

    private static void await(java.util.function.BooleanSupplier condition) throws Exception {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void closingTakesAllItsPartsOutOfThePage() {
        Box box = Box.row(Slider.of("x", 0, 1, 0.1, 0.5));
        box.show();
        box.close();

        assertThat(sink.closed).containsExactlyInAnyOrderElementsOf(sink.models.keySet());
        box.show();
        assertThat(sink.of("FloatSlider")).hasSize(2);
    }

    @Test
    void wordsAreNoMarkup() {
        Words words = new Words("a < b & c");
        words.show();

        assertThat(sink.of("HTML").get(0).state().path("value").asText())
                .contains("a &lt; b &amp; c");
        words.show(Table.of("x").row("<i>"));
        assertThat(words.text()).contains("<i>");
        assertThat(sink.of("HTML").get(0).state().path("value").asText()).contains("&lt;i&gt;");
    }

    @Test
    void valuesThatAControlCannotHaveAreRefused() {
        assertThatThrownBy(() -> Slider.of("tau", 0, 1, 0.1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tau is from 0.0 to 1.0, not 2.0");
        assertThatThrownBy(() -> new Choice("method", List.of("a"), "b"))
                .hasMessageContaining("method is one of [a], not 'b'");
    }

    @Test
    void aLogarithmicSliderHasExponentsAsItsEnds() {
        Slider slider = Slider.log("tau", -1, 1, 0.1, 1);
        slider.show();

        JsonNode state = sink.of("FloatLogSlider").get(0).state();
        assertThat(state.path("min").asDouble()).isEqualTo(-1);
        assertThat(state.path("base").asDouble()).isEqualTo(10);
        assertThat(slider.value()).isEqualTo(1);
    }

    @Test
    void anInterruptOfTheSenderStaysWhereItIs() {
        Words words = new Words("");
        words.show();
        Thread.currentThread().interrupt();
        words.say("now");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sink.sent).hasSize(1);
    }
}
