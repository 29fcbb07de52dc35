package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.tensor.Workspace;
import org.mpssl.train.FrozenModels;
import org.mpssl.weights.Safetensors;

/** What must be so in a folder before foundation models are trained, and after it. */
class FoundationFolderTests {

    private static final SetUp SET_UP = SetUp.COARSE_TO_FINE;

    /** The shipped network, for one step. */
    private static final ClassifierSpec CLASSIFIER =
            new ClassifierSpec(
                    0,
                    1,
                    50,
                    FrozenModels.CLASSIFIER_BLOCKS,
                    FrozenModels.CLASSIFIER_WIDTH,
                    0.05,
                    0.9,
                    5e-4,
                    2);

    private static final GeneratorSpec GENERATOR =
            new GeneratorSpec(0, 2, 4, 1, 2, 4e-4, 6e-4, 0.998, 1, 10);
    private static final Progress SILENT = (done, total, detail) -> {};

    @TempDir Path folder;

    private PreparedDataset data;
    private Path out;

    @BeforeEach
    void prepare() {
        data = Levels.dataset(folder.resolve("data"), SET_UP.foundationClasses());
        out = folder.resolve("models");
    }

    private FoundationTraining training(Path to) {
        return new FoundationTraining(SET_UP, data, to);
    }

    private Path file(String name) {
        return out.resolve(name.replace("*", SET_UP.name()));
    }

    /** The classifier goes away when the last iteration is heard, so that nothing can judge. */
    @Test
    void newWeightsNeverLieBesideAnOldCard() throws IOException {
        training(out).trainClassifier(CLASSIFIER, SILENT);
        Files.writeString(file("generator-*.json"), "an older card");
        Path judge = file("classifier-*.safetensors");
        Progress thief =
                (done, total, detail) -> {
                    assertThat(file("generator-*.json")).exists();
                    if (done == total) {
                        assertThat(judge.toFile().delete()).isTrue();
                    }
                };

        assertThatThrownBy(() -> training(out).trainGenerator(GENERATOR, thief))
                .isInstanceOf(IOException.class);

        assertThat(file("generator-*.safetensors")).exists();
        assertThat(file("generator-*.json")).doesNotExist();
    }

    @Test
    void aClassifierOfAnotherNetworkIsRefusedBeforeTheTraining() throws IOException {
        Files.createDirectories(out);
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            org.mpssl.nn.FoundationClassifier other =
                    new FrozenModels(SetUp.DISJOINT).classifier(workspace);
            Safetensors.write(
                    file("classifier-*.safetensors"),
                    other.theta().and(other.statistics()),
                    Map.of());
        }

        assertThatThrownBy(() -> training(out).trainGenerator(GENERATOR, never()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("classifier-coarse-to-fine.safetensors")
                .hasMessageContaining("fc.bias (6) instead of (5)");
    }

    private static Progress never() {
        return (done, total, detail) -> {
            throw new AssertionError("the training has begun");
        };
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefusedBeforeTheTraining() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "mine");
        for (Path to : List.of(file, file.resolve("models"))) {
            assertThatThrownBy(() -> training(to).trainClassifier(CLASSIFIER, never()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("models cannot be written to " + to)
                    .hasMessageContaining("--out");
            assertThatThrownBy(() -> training(to).trainGenerator(GENERATOR, never()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("models cannot be written to " + to);
        }
        assertThat(file).hasContent("mine");
    }

    /** A folder in which no user can make a file. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "asks for /proc, where nobody can write")
    void aFolderThatCannotBeWrittenToIsRefusedBeforeTheTraining() {
        assertThatThrownBy(() -> training(Path.of("/proc")).trainClassifier(CLASSIFIER, never()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("models cannot be written to /proc");
    }
}
