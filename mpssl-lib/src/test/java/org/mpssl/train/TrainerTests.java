package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.mpssl.UserError;
import org.mpssl.method.Losses;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.weights.Safetensors;

class TrainerTests {

    /** For the source of a parameterised test. */
    static final List<String> METHODS = Methods.NAMES;

    @TempDir Path runs;

    static RunSpec tiny(String method) {
        return RunSpec.mini(method, 1)
                .with("steps", 4)
                .with("evaluateEvery", 2)
                .with("testImages", 60)
                .with("labelsPerClass", 2)
                .with("validationPerClass", 2)
                .with("blocks", List.of(1, 1))
                .with("width", 4)
                .with("batchSize", 6)
                .with("syntheticPool", 20)
                .with("mapperHidden", 8);
    }

    @Test
    void aRunLeavesItsFilesAndItsResultIsReadBackEqual() throws IOException {
        RunSpec spec = tiny("mp-ssl");
        RunFolder folder = RunFolder.of(runs, spec);
        List<Integer> steps = new ArrayList<>();
        List<Evaluation> evaluations = new ArrayList<>();
        List<RunResult> ends = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        steps.add(done);
                    }

                    @Override
                    public void onEvaluation(RunSpec run, Evaluation evaluation) {
                        evaluations.add(evaluation);
                    }

                    @Override
                    public void onEnd(RunSpec run, RunResult result) {
                        ends.add(result);
                    }
                };

        RunResult result = Trainer.run(spec, listener, folder);

        assertThat(steps).containsExactly(1, 2, 3, 4);
        assertThat(evaluations).isEqualTo(result.history()).hasSize(2);
        assertThat(ends).containsExactly(result);
        assertThat(folder.result()).contains(result);
        assertThat(result.spec()).isEqualTo(spec);
        assertThat(result.stopped()).isFalse();
        assertThat(result.test()).isBetween(0.0, 1.0);
        assertThat(result.bestStep()).isIn(2, 4);
        assertThat(result.labelDistribution()).hasSize(7).allMatch(row -> row.size() == 5);
        assertThat(result.provenance())
                .containsKeys("java", "djl", "libtorch", "device", "dataset", "datasetManifest");
        assertThat(folder.path().getFileName().toString()).isEqualTo("mp-ssl-1-" + spec.hash());
        assertThat(names(folder))
                .containsExactlyInAnyOrder(
                        "spec.json",
                        "metrics.csv",
                        "best.safetensors",
                        "synthesiser.safetensors",
                        "result.json");
        assertThat(RunSpec.read(folder.path().resolve("spec.json"))).isEqualTo(spec);
        List<String> rows = Files.readAllLines(folder.path().resolve("metrics.csv"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .startsWith("step,rate,validation_accuracy,")
                .contains("supervised", "scr", "validation", "gap");
        assertThat(rows.get(2)).startsWith("4,");
    }

    private static List<String> names(RunFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The best weights, put into a fresh experiment, have the accuracy of the result. */
    @Test
    void theBestWeightsHaveTheReportedAccuracy() throws IOException {
        RunSpec spec = tiny("base").with("steps", 6).with("learningRate", 1.0);
        RunFolder folder = RunFolder.of(runs, spec);
        RunResult result = Trainer.run(spec, TrainingListener.SILENT, folder);

        try (Experiment experiment = new Experiment(spec, Device.cpu());
                NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Step step = experiment.workspace().step()) {
            Parameters best = Safetensors.read(folder.path().resolve("best.safetensors"), passing);
            step.copy(
                    experiment.classifier().theta().and(experiment.classifier().statistics()),
                    best);
            double accuracy = experiment.evaluate(experiment.testImages()).accuracy();

            assertThat(accuracy).isEqualTo(result.test());
        }
    }

    @Test
    void aNewRunReplacesAnOldFolder() throws IOException {
        RunSpec spec = tiny("base").with("steps", 1);
        RunFolder folder = RunFolder.of(runs, spec);
        Files.createDirectories(folder.path().resolve("deep"));
        Files.writeString(folder.path().resolve("deep/old"), "old");

        Trainer.run(spec, TrainingListener.SILENT, folder);

        assertThat(names(folder)).doesNotContain("deep");
    }

    @Test
    void aDamagedResultIsNamed() throws IOException {
        RunFolder folder = RunFolder.of(runs, tiny("base"));
        assertThat(folder.result()).isEmpty();
        Files.createDirectories(folder.path());
        Files.writeString(folder.path().resolve("result.json"), "{\"test\":");

        assertThatThrownBy(folder::result)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("result.json");
    }

    @ParameterizedTest
    @FieldSource("METHODS")
    void anInterruptStopsEveryMethodWithinOneStep(String method) throws IOException {
        RunSpec spec = tiny(method).with("steps", 1000);
        RunFolder folder = RunFolder.of(runs, spec);
        int[] made = new int[1];
        TrainingListener interrupting =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        made[0] = done;
                        if (done == 3) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };

        RunResult result = Trainer.run(spec, interrupting, folder);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(made[0]).isEqualTo(3);
        assertThat(result.stopped()).isTrue();
        assertThat(result.history()).hasSize(1);
        assertThat(folder.result()).contains(result);
        assertThat(names(folder)).contains("best.safetensors");
    }

    @ParameterizedTest
    @FieldSource("METHODS")
    void everyMethodTrains(String method) {
        List<Losses> losses = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses step) {
                        losses.add(step);
                    }
                };

        Trainer.run(tiny(method).with("steps", 3), listener);

        assertThat(losses).hasSize(3);
        assertThat(losses).allMatch(step -> step.values().get("supervised") > 0);
    }

    @ParameterizedTest
    @FieldSource("METHODS")
    void aStepMovesEveryWeightOfTheta(String method) {
        try (Experiment experiment = new Experiment(tiny(method), Device.cpu())) {
            Parameters theta = experiment.classifier().theta();
            Map<String, float[]> before = new TreeMap<>();
            theta.forEach(weight -> before.put(weight.getKey(), weight.getValue().toFloatArray()));

            experiment.method().step(0, 0.1);

            theta.forEach(
                    weight ->
                            assertThat(weight.getValue().toFloatArray())
                                    .as(weight.getKey())
                                    .isNotEqualTo(before.get(weight.getKey())));
        }
    }

    @Test
    void aRunOnTheOtherSetUpInDoublePrecisionFromTheFoundationTrains() {
        RunSpec spec =
                tiny("mp-ssl")
                        .with("setUp", "disjoint")
                        .with("dataType", "float64")
                        .with("blocks", List.of(1, 1, 1, 1))
                        .with("width", 16)
                        .with("init", "foundation")
                        .with("testOn", "held-back")
                        .with("steps", 1);

        assertThat(Trainer.run(spec, TrainingListener.SILENT).labelDistribution()).hasSize(4);
    }

    @Test
    void aLossThatIsNotFiniteEndsTheRunWithAdvice() {
        RunSpec spec = tiny("base").with("learningRate", 10.0).with("weightDecay", 1.0);

        assertThatThrownBy(() -> Trainer.run(spec.with("steps", 500), TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("supervised")
                .hasMessageContaining("learning rate");
    }
}
