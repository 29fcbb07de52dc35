package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.method.Losses;

/** Runs that were stopped or killed go on where they were, to the same bits. */
class RunCheckpointTests {

    private static final int STEPS = 12;
    private static final int EVERY = 4;

    @TempDir Path runs;
    @TempDir Path others;
    private final List<Integer> steps = new ArrayList<>();

    @BeforeEach
    void forget() {
        steps.clear();
    }

    private static RunSpec spec(String method) {
        return RunSpec.mini(method, 3)
                .with("steps", STEPS)
                .with("evaluateEvery", EVERY)
                .with("batchSize", 6)
                .with("labelsPerClass", 3)
                .with("validationPerClass", 3)
                .with("testImages", 140)
                .with("width", 4)
                .with("blocks", List.of(1, 1))
                .with("syntheticPool", 20);
    }

    private RunResult run(Path where, RunSpec spec, int failAt) {
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        steps.add(done);
                        if (done == failAt) {
                            throw new IllegalStateException("killed");
                        }
                    }
                };
        return Trainer.run(spec, listener, RunFolder.of(where, spec).savingEvery(Duration.ZERO));
    }

    private void kill(RunSpec spec, int at) {
        assertThatThrownBy(() -> run(runs, spec, at)).hasMessage("killed");
        steps.clear();
    }

    private static Map<String, byte[]> files(Path where, RunSpec spec) throws IOException {
        Path folder = RunFolder.of(where, spec).path();
        return Map.of(
                "best", Files.readAllBytes(folder.resolve("best.safetensors")),
                "metrics", Files.readAllBytes(folder.resolve("metrics.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "oracle", "p-ssl", "mp-ssl"})
    void aKilledRunGoesOnToTheSameBits(String method) throws IOException {
        RunSpec spec = spec(method);
        RunResult whole = run(others, spec, 0);
        kill(spec, 10);

        RunResult resumed = run(runs, spec, 0);

        assertThat(steps).containsExactly(9, 10, 11, 12);
        assertThat(resumed).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(whole);
        assertThat(files(runs, spec)).usingRecursiveComparison().isEqualTo(files(others, spec));
        assertThat(RunFolder.of(runs, spec).path().resolve(RunCheckpoint.NAME)).doesNotExist();
    }

    @Test
    void aStoppedRunGoesOnToo() {
        RunSpec spec = spec("oracle");
        RunResult stopped =
                Trainer.run(
                        spec,
                        new TrainingListener() {
                            @Override
                            public void onStep(RunSpec run, int done, Losses losses) {
                                if (done == 6) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        },
                        RunFolder.of(runs, spec).savingEvery(Duration.ZERO));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.stopped()).isTrue();

        RunResult resumed = run(runs, spec, 0);

        assertThat(steps).first().isEqualTo(5);
        assertThat(resumed)
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(run(others, spec, 0));
    }

    @Test
    void aListenerIsToldWhereTheRunGoesOnAndWhatWasBefore() {
        RunSpec spec = spec("base");
        kill(spec, 10);
        List<Object> told = new ArrayList<>();

        Trainer.run(
                spec,
                new TrainingListener() {
                    @Override
                    public void onResume(RunSpec run, int done, List<Evaluation> history) {
                        told.add(done);
                        history.forEach(evaluation -> told.add("at " + evaluation.step()));
                    }

                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        told.add(done);
                    }
                },
                RunFolder.of(runs, spec));

        assertThat(told).containsExactly(8, "at 4", "at 8", 9, 10, 11, 12);
    }

    /** What was finished stays, and so does the checkpoint of the repetition. */
    @Test
    void aRepetitionThatIsStoppedGoesOnToo() {
        RunSpec spec = spec("base");
        RunResult finished = run(runs, spec, 0);
        Trainer.run(
                spec,
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        if (done == 6) {
                            Thread.currentThread().interrupt();
                        }
                    }
                },
                RunFolder.of(runs, spec).savingEvery(Duration.ZERO));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(RunFolder.of(runs, spec).result()).contains(finished);
        steps.clear();

        run(runs, spec, 0);

        assertThat(steps).first().isEqualTo(5);
    }

    /** The last move fails, as if the process had been killed before it. */
    @Test
    void aRunThatCannotTakeItsPlaceKeepsItsCheckpoint() throws IOException {
        RunSpec spec = spec("base");
        RunResult finished = run(runs, spec, 0);
        RunFolder folder = RunFolder.of(runs, spec).savingEvery(Duration.ZERO);
        Path inTheWay = folder.path().resolveSibling(folder.path().getFileName() + ".old/file");
        TrainingListener blocking =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        try {
                            Files.createDirectories(inTheWay);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        assertThatThrownBy(() -> Trainer.run(spec, blocking, folder))
                .isInstanceOf(UncheckedIOException.class);
        Path checkpoint = folder.running().resolve(RunCheckpoint.NAME);
        assertThat(checkpoint).isRegularFile();
        byte[] saved = Files.readAllBytes(checkpoint);
        steps.clear();

        assertThat(run(runs, spec, 0))
                .usingRecursiveComparison()
                .ignoringFields("seconds")
                .isEqualTo(finished);
        assertThat(steps).isEmpty();
        assertThat(folder.path().resolve(RunCheckpoint.NAME)).doesNotExist();

        // A kill after the move leaves it there: a repetition is one nevertheless.
        Files.write(folder.path().resolve(RunCheckpoint.NAME), saved);
        run(runs, spec, 0);
        assertThat(steps).first().isEqualTo(1);
    }

    /**
     * Nothing of it may have reached the weights by then: the run starts anew, to the same bits.
     */
    @Test
    void aCheckpointWithAnImpossibleStateIsPassedOverAsAWhole() throws IOException {
        RunSpec spec = spec("oracle");
        RunResult whole = run(others, spec, 0);
        kill(spec, 10);
        Path file = RunFolder.of(runs, spec).running().resolve(RunCheckpoint.NAME);
        String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        String state = "\\\"unsupervised\\\":[";
        int at = text.indexOf(state) + state.length();
        int comma = text.indexOf(',', at);
        // One number less, and as many characters.
        String fewer = text.substring(0, comma) + " " + text.substring(comma + 1);
        fewer = fewer.substring(0, at) + " ".repeat(comma - at) + fewer.substring(comma);
        Files.writeString(file, fewer, java.nio.charset.StandardCharsets.ISO_8859_1);

        RunResult anew = run(runs, spec, 0);

        assertThat(steps).first().isEqualTo(1);
        assertThat(anew).usingRecursiveComparison().ignoringFields("seconds").isEqualTo(whole);
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws IOException {
        RunSpec spec = spec("oracle");
        kill(spec, 10);
        Path file = RunFolder.of(runs, spec).running().resolve(RunCheckpoint.NAME);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));

        run(runs, spec, 0);

        assertThat(steps).first().isEqualTo(1);
    }

    /** A run of another spec never finds this folder; one of another library does. */
    @Test
    void aCheckpointOfAnotherLibraryIsPassedOver() throws IOException {
        RunSpec spec = spec("oracle");
        kill(spec, 10);
        Path file = RunFolder.of(runs, spec).running().resolve(RunCheckpoint.NAME);
        byte[] content = Files.readAllBytes(file);
        String text = new String(content, java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\\\"djl\\\":\\\"") + 10;
        content[at] = (byte) (content[at] == '9' ? '8' : '9');
        Files.write(file, content);

        run(runs, spec, 0);

        assertThat(steps).first().isEqualTo(1);
    }

    @Test
    void shortRunsLeaveNoCheckpoint() {
        RunSpec spec = spec("base");
        assertThatThrownBy(
                        () ->
                                Trainer.run(
                                        spec,
                                        new TrainingListener() {
                                            @Override
                                            public void onStep(
                                                    RunSpec run, int done, Losses losses) {
                                                if (done == 10) {
                                                    throw new IllegalStateException("killed");
                                                }
                                            }
                                        },
                                        RunFolder.of(runs, spec)))
                .hasMessage("killed");

        assertThat(RunFolder.of(runs, spec).running().resolve(RunCheckpoint.NAME)).doesNotExist();
    }
}
