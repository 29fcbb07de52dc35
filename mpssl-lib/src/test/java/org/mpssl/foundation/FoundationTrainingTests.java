package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;

class FoundationTrainingTests {

    private static final SetUp SET_UP = SetUp.COARSE_TO_FINE;
    private static final String CLASSIFIER = "classifier-coarse-to-fine.safetensors";
    private static final String GENERATOR = "generator-coarse-to-fine.safetensors";
    private static final String CHECKPOINT = "checkpoint-coarse-to-fine.safetensors";

    @TempDir Path folder;

    private final List<Integer> heard = new ArrayList<>();
    private PreparedDataset data;
    private Path models;
    private FoundationTraining training;

    @BeforeEach
    void prepare() throws IOException {
        data = Levels.dataset(folder.resolve("data"), SET_UP.foundationClasses());
        models = Files.createDirectory(folder.resolve("models"));
        training = new FoundationTraining(SET_UP, data, models);
    }

    private static GeneratorSpec generator(int iterations) {
        return new GeneratorSpec(2, iterations, 2, 1, 1, 4e-4, 6e-4, 0.998, 1, 4);
    }

    private void hear(int done, int total, String detail) {
        heard.add(done);
    }

    /** The classifier of the study, which any generator of the set-up can be shown to. */
    private byte[] shippedClassifier() throws IOException {
        try (InputStream in =
                FoundationTraining.class.getResourceAsStream("/foundation/" + CLASSIFIER)) {
            return in.readAllBytes();
        }
    }

    private List<String> files() throws IOException {
        try (var inside = Files.list(models)) {
            return inside.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDatasetOfOtherClassesIsRefusedWithTheCommandThatMakesTheRightOne() {
        assertThatThrownBy(() -> new FoundationTraining(SetUp.DISJOINT, data, models))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the dataset levels has the classes [top, trouser, dress,")
                .hasMessageContaining("the set-up disjoint needs [T-shirt, trouser, dress,")
                .hasMessageContaining(
                        "./workbench data prepare fashion-foundation --set-up disjoint");
    }

    @Test
    void withoutAClassifierNoGeneratorIsTrained() throws IOException {
        assertThatThrownBy(() -> training.trainGenerator(generator(1), this::hear))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(CLASSIFIER + " is missing")
                .hasMessageContaining("./workbench foundation train-classifier");
        assertThat(heard).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void aDamagedClassifierIsFoundBeforeTheGeneratorIsTrained() throws IOException {
        byte[] whole = shippedClassifier();
        Files.write(models.resolve(CLASSIFIER), Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> training.trainGenerator(generator(1), this::hear))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(CLASSIFIER);
        assertThat(heard).isEmpty();
        assertThat(files()).containsExactly(CLASSIFIER);
    }

    @Test
    void aDamagedCheckpointStopsTheTrainingAndStays() throws IOException {
        Files.write(models.resolve(CLASSIFIER), shippedClassifier());
        Files.writeString(models.resolve(CHECKPOINT), "no tensors");

        assertThatThrownBy(() -> training.trainGenerator(generator(1), this::hear))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the training cannot go on")
                .hasMessageContaining(CHECKPOINT)
                .hasMessageContaining("Without this file the training starts anew");
        assertThat(heard).isEmpty();
        assertThat(files()).containsExactly(CHECKPOINT, CLASSIFIER);
    }

    @Test
    void aStoppedTrainingGoesOnFromTheLastFullHundredOfIterations() throws IOException {
        Files.write(models.resolve(CLASSIFIER), shippedClassifier());
        Progress stopping =
                (done, total, detail) -> {
                    heard.add(done);
                    if (done >= 101) {
                        throw new CancellationException();
                    }
                };

        assertThatThrownBy(() -> training.trainGenerator(generator(300), stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(heard).hasSize(101).startsWith(1);
        assertThat(files()).containsExactly(CHECKPOINT, CLASSIFIER);

        heard.clear();
        assertThatThrownBy(() -> training.trainGenerator(generator(300), stopping))
                .isInstanceOf(CancellationException.class);
        assertThat(heard).containsExactly(101);

        heard.clear();
        assertThatThrownBy(() -> training.trainGenerator(generator(301), stopping))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("iterations is 300 there and 301 here");
        assertThat(heard).isEmpty();
    }

    @Test
    void aTrainingThatWentOnLeavesTheFilesOfOneThatWasNeverStopped() throws IOException {
        Files.write(models.resolve(CLASSIFIER), shippedClassifier());
        GeneratorSpec spec = generator(3);
        Map<String, float[]> expected;
        try (GeneratorTraining whole =
                new GeneratorTraining(
                        spec, data.part("train"), Workspace.open(Device.cpu(), DataType.FLOAT32))) {
            whole.iterate();
            whole.iterate();
            new Checkpoint(models.resolve(CHECKPOINT), spec, data.manifestHash())
                    .write(whole, 1000);
            whole.iterate();
            whole.estimateStatistics();
            expected = values(whole.result());
        }

        GeneratorQuality quality = training.trainGenerator(spec, this::hear);

        assertThat(heard).containsExactly(3);
        assertThat(read(GENERATOR)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(files())
                .containsExactly(
                        CLASSIFIER,
                        "generator-coarse-to-fine.json",
                        "generator-coarse-to-fine.png",
                        GENERATOR);
        JsonNode card = card("generator-coarse-to-fine.json");
        assertThat(card.path("setUp").asText()).isEqualTo("coarse-to-fine");
        assertThat(card.path("classes").get(4).asText()).isEqualTo("bag");
        assertThat(card.path("trainedOn").asText()).contains("levels").contains("50 images");
        assertThat(card.path("dataManifest").asText()).isEqualTo(data.manifestHash());
        assertThat(card.path("settings").path("iterations").asInt()).isEqualTo(3);
        assertThat(card.path("seconds").asInt()).isBetween(1000, 1900);
        assertThat(card.path("command").asText()).contains("--seed " + spec.seed());
        assertThat(card.path("quality").path("frechet").asDouble()).isEqualTo(quality.frechet());
        assertThat(quality.perClass().keySet())
                .containsExactlyInAnyOrderElementsOf(SET_UP.foundationClasses());
        double mean = quality.perClass().values().stream().mapToDouble(v -> v).sum() / 5;
        assertThat(quality.accuracy()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void theClassifierIsWrittenWithItsAccuracies() throws IOException {
        ClassifierSpec spec = new ClassifierSpec(1, 4, 10, List.of(1), 2, 0.05, 0.9, 5e-4, 2);

        double accuracy = training.trainClassifier(spec, this::hear);

        assertThat(heard).hasSize(21).endsWith(20);
        assertThat(files()).containsExactly("classifier-coarse-to-fine.json", CLASSIFIER);
        JsonNode card = card("classifier-coarse-to-fine.json");
        assertThat(card.path("testAccuracy").asDouble()).isEqualTo(accuracy);
        double sum = 0;
        for (String name : SET_UP.foundationClasses()) {
            sum += card.path("testAccuracyPerClass").path(name).asDouble();
        }
        assertThat(sum / 5).isCloseTo(accuracy, within(1e-12));
        assertThat(card.path("settings").path("epochs").asInt()).isEqualTo(4);
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            Map<String, float[]> expected =
                    values(
                            new ClassifierTraining(spec, data.part("train"), workspace)
                                    .train((done, total, detail) -> {}));
            assertThat(read(CLASSIFIER)).usingRecursiveComparison().isEqualTo(expected);
        }
    }

    private JsonNode card(String name) throws IOException {
        return new JsonMapper().readTree(models.resolve(name).toFile());
    }

    private Map<String, float[]> read(String name) throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return values(Safetensors.read(models.resolve(name), manager));
        }
    }

    private static Map<String, float[]> values(Parameters parameters) {
        Map<String, float[]> values = new TreeMap<>();
        parameters.forEach(tensor -> values.put(tensor.getKey(), tensor.getValue().toFloatArray()));
        return values;
    }
}
