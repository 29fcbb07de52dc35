package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.method.Losses;
import org.mpssl.weights.Safetensors;

class RunFolderTests {

    @TempDir private Path runs;

    private final RunSpec spec = TrainerTests.tiny("mp-ssl");

    private interface StepAction {
        void at(int done) throws IOException;
    }

    private RunResult run(StepAction action) {
        return Trainer.run(
                spec,
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        try {
                            action.at(done);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                },
                RunFolder.of(runs, spec));
    }

    @Test
    void aRunThatGoesOnIsWatchedBesideItsFolder() {
        RunFolder folder = RunFolder.of(runs, spec);
        List<Integer> rows = new ArrayList<>();

        run(
                done -> {
                    assertThat(folder.path()).doesNotExist();
                    Path metrics = folder.running().resolve("metrics.csv");
                    rows.add(Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0);
                });

        assertThat(rows).containsExactly(0, 0, 2, 2);
        assertThat(folder.running()).doesNotExist();
        assertThat(folder.path().resolve("metrics.csv")).isRegularFile();
    }

    @Test
    void aSecondRunInTheSameFolderIsRefusedAndTheFirstGoesOn() {
        RunResult result =
                run(
                        done -> {
                            if (done == 2) {
                                assertThatThrownBy(() -> run(nested -> {}))
                                        .isInstanceOf(UserError.class)
                                        .hasMessageContaining("goes on already")
                                        .hasMessageContaining("mp-ssl-1-" + spec.hash());
                            }
                        });

        assertThat(result.stopped()).isFalse();
        assertThat(RunFolder.of(runs, spec).result()).contains(result);
    }

    @Test
    void neitherAStoppedNorAFailedRunReplacesOneMadeToTheEnd() {
        RunResult finished = run(done -> {});
        RunFolder folder = RunFolder.of(runs, spec);

        RunResult stopped = run(done -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.stopped()).isTrue();
        assertThat(folder.result()).contains(finished);

        assertThatThrownBy(
                        () ->
                                run(
                                        done -> {
                                            throw new IOException("no");
                                        }))
                .hasRootCauseMessage("no");
        assertThat(folder.result()).contains(finished);
        assertThat(run(done -> {}))
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(finished);
    }

    @Test
    void aRunBegunInAnInterruptedThreadMakesNoStepAndSaysSo() {
        Thread.currentThread().interrupt();
        RunResult stopped =
                run(
                        done -> {
                            throw new IOException("a step");
                        });
        assertThat(Thread.interrupted()).isTrue();

        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.history()).isEmpty();
        assertThat(RunFolder.of(runs, spec).result()).contains(stopped);
    }

    /** A run stopped before its first evaluation has no best weights, and no accuracy. */
    @Test
    void aRunStoppedAtOnceLeavesWhatThereIs() throws IOException {
        RunResult stopped = run(done -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();

        assertThat(stopped.test()).isNaN();
        assertThat(stopped.last()).isNaN();
        assertThat(stopped.bestStep()).isZero();
        RunFolder folder = RunFolder.of(runs, spec);
        assertThat(folder.result()).contains(stopped);
        assertThat(folder.path().resolve("best.safetensors")).doesNotExist();
        byte[] synthesiser = Files.readAllBytes(folder.path().resolve("synthesiser.safetensors"));
        assertThat(Safetensors.metadata(synthesiser, "phi and xi")).containsEntry("step", "1");
    }
}
