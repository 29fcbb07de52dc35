package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.weights.Safetensors;

class TrainedClassifierTests {

    @TempDir Path runs;
    private RunFolder folder;
    private RunResult result;

    @BeforeEach
    void train() {
        train("float32");
    }

    private void train(String dataType) {
        RunSpec spec =
                RunSpec.mini("base", 1)
                        .with("dataType", dataType)
                        .with("steps", 4)
                        .with("evaluateEvery", 2)
                        .with("testImages", 40)
                        .with("labelsPerClass", 2)
                        .with("validationPerClass", 2)
                        .with("blocks", List.of(1, 1))
                        .with("width", 4)
                        .with("batchSize", 6);
        folder = RunFolder.of(runs, spec);
        result = Trainer.run(spec, TrainingListener.SILENT, folder);
    }

    private TrainedClassifier open() {
        return TrainedClassifier.open(folder.path(), Device.cpu());
    }

    private static int best(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }

    /** Each image alone, from its stored pixels, as the run saw it among others. */
    @ParameterizedTest
    @ValueSource(strings = {"float32", "float64"})
    void itsAnswersOnTheTestImagesHaveTheAccuracyOfTheRun(String dataType) {
        train(dataType);
        ImageSet test;
        try (Experiment experiment = new Experiment(result.spec(), Device.cpu())) {
            test = experiment.testImages();
        }
        int right = 0;
        try (TrainedClassifier classifier = open()) {
            for (int i = 0; i < test.size(); i++) {
                double[] probabilities = classifier.probabilities(test.pixels(i));
                assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-9));
                right += best(probabilities) == test.label(i) ? 1 : 0;
            }
        }

        assertThat(right / (double) test.size()).isEqualTo(result.test());
    }

    @Test
    void theWeightsSayWhichClassesAndImagesTheyAreFor() throws IOException {
        Path file = folder.path().resolve("best.safetensors");
        Map<String, String> metadata = Safetensors.metadata(Files.readAllBytes(file), "best");

        assertThat(metadata).containsEntry("images", "28x28x1").containsKeys("spec", "step");
        try (TrainedClassifier classifier = open()) {
            assertThat(classifier.seen().classes()).hasSize(7).isEqualTo(names());
        }
    }

    private List<String> names() {
        try (Experiment experiment = new Experiment(result.spec(), Device.cpu())) {
            return experiment.task().classes();
        }
    }

    /** Changes what the best weights say of themselves. */
    private void rewrite(String key, String value) throws IOException {
        Path file = folder.path().resolve("best.safetensors");
        Map<String, String> metadata =
                new HashMap<>(Safetensors.metadata(Files.readAllBytes(file), "best"));
        metadata.remove(key);
        if (value != null) {
            metadata.put(key, value);
        }
        try (NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Safetensors.write(file, Safetensors.read(file, passing), metadata);
        }
    }

    @Test
    void aRunOfAnEarlierVersionAsksItsDataset() throws IOException {
        rewrite("classes", null);

        try (TrainedClassifier classifier = open()) {
            assertThat(classifier.seen()).isEqualTo(new SeenImages(names(), 28, 28, 1));
        }
    }

    @Test
    void itDoesNotAskAnotherDataset() throws IOException {
        rewrite("classes", null);
        Path file = folder.path().resolve("result.json");
        String hash = result.provenance().get("datasetManifest");
        Files.writeString(file, Files.readString(file).replace(hash, "0".repeat(64)));

        assertThatThrownBy(this::open)
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "the run is of an earlier version, which did not note its classes, and its dataset fashion-mini is another one now: train it again");
    }

    @Test
    void damagedMetadataAreNamed() throws IOException {
        rewrite("classes", "[\"Coat\", null]");
        assertThatThrownBy(this::open)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its metadata name no classes");
        rewrite("classes", "[\"Coat\", \"Bag\"]");
        assertThatThrownBy(this::open)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fc.weight (7, 8) instead of (2, 8)");
        rewrite("images", "28x28");
        assertThatThrownBy(this::open)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("have 28x28 for 'images'");
    }

    @Test
    void aRunThatIsNotThereOrNotFinishedIsRefused() throws IOException {
        Path nowhere = runs.resolve("nowhere");
        assertThatThrownBy(() -> TrainedClassifier.open(nowhere, Device.cpu()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no run " + nowhere);

        Files.createDirectories(runs.resolve("young.running"));
        assertThatThrownBy(() -> TrainedClassifier.open(runs.resolve("young"), Device.cpu()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("young holds no finished run");

        Path file = folder.path().resolve("result.json");
        Files.writeString(
                file, Files.readString(file).replace("\"stopped\" : false", "\"stopped\" : true"));
        assertThatThrownBy(this::open)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was stopped before its end");
    }

    @Test
    void aRunWithoutBestWeightsIsRefused() throws IOException {
        Files.delete(folder.path().resolve("best.safetensors"));

        assertThatThrownBy(this::open)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no best weights any more")
                .hasMessageContaining("best.safetensors");
    }
}
