package org.mpssl.notebook.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.notebook.Bundle;
import org.mpssl.notebook.Model;
import org.mpssl.notebook.RecordingSink;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

@Timeout(120)
class LiveRunTests {

    @TempDir private Path folder;
    @RegisterExtension private final RecordingSink sink = new RecordingSink();
    private final List<LiveRun> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void restore() {
        begun.forEach(LiveRun::stop);
    }

    private static RunSpec spec(String method) {
        return RunSpec.mini(method, 0)
                .with("steps", 4)
                .with("evaluateEvery", 2)
                .with("testImages", 70)
                .with("syntheticPool", 0);
    }

    private static RunSpec endless() {
        return spec("base").with("steps", 1_000_000).with("evaluateEvery", 5);
    }

    private LiveRun endless(Path runs) {
        LiveRun live = LiveRun.of(endless(), runs);
        begun.add(live);
        return live;
    }

    private String said() {
        return String.join(
                "\n", sink.of("HTML").stream().map(m -> m.state().path("value").asText()).toList());
    }

    private void awaitSteps() throws InterruptedException {
        while (!said().contains(": step ")) {
            Thread.sleep(20);
        }
    }

    @Test
    void trainsShowsAndKeepsTheResult() {
        LiveRun live = LiveRun.of(spec("mp-ssl"), folder);
        live.train();

        assertThat(live.result().history()).hasSize(2);
        assertThat(live.result().stopped()).isFalse();
        assertThat(live.folder().result()).contains(live.result());
        assertThat(said()).contains("done; test accuracy");
        Model bar = sink.of("FloatProgress").get(0);
        assertThat(bar.state().path("value").asDouble()).isEqualTo(1);
        assertThat(bar.state().path("bar_style").asText()).isEqualTo("success");
        assertThat(sink.of("Image"))
                .allSatisfy(image -> assertThat(image.buffers().get("value")).isNotEmpty());
        assertThat(sink.displays).as("panel, curve and images").hasSize(3);
        assertThat(sink.displays.get(1).contents()).containsKeys(Bundle.PLOTLY, Bundle.PNG);
        assertThat(live.curve().lines().get(0).x()).containsExactly(2.0, 4.0);
    }

    /** The panel looks at images between the steps, which must not change a single number. */
    @Test
    void givesTheNumbersOfARunThatNobodyWatches() {
        LiveRun live = LiveRun.of(spec("mp-ssl"), folder);
        live.train();

        assertThat(live.result().history())
                .isEqualTo(Trainer.run(spec("mp-ssl"), TrainingListener.SILENT).history());
    }

    @Test
    void aMethodWithoutUnlabelledImagesShowsNone() {
        LiveRun live = LiveRun.of(spec("base"), folder);
        live.train();

        assertThat(live.images()).isEmpty();
        assertThat(sink.displays).hasSize(2);
    }

    @Test
    void theStopButtonEndsARunBehindTheCellsAndKeepsItsBestWeights() throws Exception {
        LiveRun live = endless(folder);
        live.start();
        awaitSteps();
        while (live.curve().lines().get(0).x().isEmpty()) {
            Thread.sleep(20);
        }
        assertThat(live.isRunning()).isTrue();
        sink.of("Button")
                .get(0)
                .receive(
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        "{\"method\":\"custom\",\"content\":{\"event\":\"click\"}}"));
        live.await();

        assertThat(live.result().stopped()).isTrue();
        assertThat(live.folder().path().resolve("best.safetensors")).isNotEmptyFile();
        assertThat(said()).contains("stopped; the best weights so far are kept");
        assertThat(sink.of("Button").get(0).state().path("disabled").asBoolean()).isTrue();
    }

    @Test
    void aStopBeforeTheFirstStepIsNotLost() {
        LiveRun live = endless(folder);
        live.start();
        live.stop();
        live.await();

        assertThat(live.result().stopped()).isTrue();
        assertThat(live.result().history()).isEmpty();
        assertThat(said()).contains("stopped before the first evaluation");
    }

    @Test
    void aRunThatIsStoppingCanBeBegunAgain() {
        LiveRun live = endless(folder);
        live.start();
        live.stop();
        live.start();
        live.stop();
        live.await();

        assertThat(live.result().stopped()).isTrue();
    }

    @Test
    void anInterruptOfTheCellEndsTheRunAndIsPassedOn() throws Exception {
        LiveRun live = endless(folder);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        boolean[] interrupted = new boolean[1];
        Thread cell =
                new Thread(
                        () -> {
                            try {
                                live.train();
                            } catch (CancellationException e) {
                                thrown.add(e);
                            }
                            interrupted[0] = Thread.currentThread().isInterrupted();
                        });
        cell.start();
        awaitSteps();
        cell.interrupt();
        cell.join();

        assertThat(thrown).hasSize(1);
        assertThat(interrupted[0]).isTrue();
        assertThat(live.isRunning()).isFalse();
        assertThat(live.result().stopped()).isTrue();
        // The cell can be run again.
        LiveRun next = LiveRun.of(spec("base"), folder);
        next.train();
        assertThat(next.result().stopped()).isFalse();
    }

    @Test
    void aRunThatCannotBeMadeSaysWhyInThePanelAndInTheCell() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        LiveRun live = LiveRun.of(spec("base"), file);

        assertThatThrownBy(live::train).hasMessageContaining(file.toString());
        assertThat(said()).contains(file.toString());
        assertThat(sink.of("FloatProgress").get(0).state().path("bar_style").asText())
                .isEqualTo("danger");
    }

    @Test
    void whatIsAskedTooEarlyOrTwiceIsExplained() throws Exception {
        LiveRun live = endless(folder);
        assertThatThrownBy(live::result)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("train() makes it");
        assertThatThrownBy(live::await).hasMessageContaining("has not begun");
        live.start();
        assertThatThrownBy(live::start).hasMessageContaining("goes on already");
        assertThatThrownBy(live::result).hasMessageContaining("await() waits");
        live.stop();
        live.await();
    }

    @Test
    void whereThereIsNoPageWordsSayWhatToDo() {
        LiveRun live = LiveRun.of(spec("base"), folder);
        live.show();

        assertThat(sink.displays.get(0).text())
                .contains("run the cells above and then this one, in JupyterLab")
                .contains("base, seed 0: not begun");
    }
}
