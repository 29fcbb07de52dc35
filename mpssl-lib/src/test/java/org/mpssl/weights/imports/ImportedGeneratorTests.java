package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.Generators;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.WeightFile;

/**
 * From a checkpoint that PyTorch wrote to images, which are those of the checkpoint's own network:
 * Hugging Face's own, and of the other sources one in PyTorch with their orders and spectral norms.
 */
class ImportedGeneratorTests {

    private static final Path FOLDER = ImportFormatTests.FOLDER;
    private static final double DIFFERENT = 1e-2;
    private static final int EMBEDDING = 3;
    private static final int PIXELS = 4 * 4;
    private static final String CONDITIONED =
            ".*(bn[12]\\.(gain|bias)|gen_z|scale|offset)\\.weight";
    private static final String FIRST = "(linear|generator\\.gen_z)\\.(weight|bias)";

    @TempDir Path folder;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);

    @AfterEach
    void close() {
        workspace.close();
    }

    private Path imported(String format, String name) throws IOException {
        Path out = folder.resolve("imported.safetensors");
        String network = format.equals("biggan-hf") ? "biggan-deep-64" : "biggan-16";
        new WeightImport(ImportFormat.named(format), Optional.of(network), Optional.empty(), false)
                .run(FOLDER.resolve(name), out, description -> Optional.empty());
        return out;
    }

    static Stream<Arguments> checkpoints() {
        return Stream.of(
                Arguments.of("biggan-hf", "biggan-hf.bin"),
                Arguments.of("biggan-ajbrock", "biggan-ajbrock.pth"),
                Arguments.of("biggan-tfhub", "biggan-tfhub.pth"),
                Arguments.of("biggan-ivclab", "biggan-ivclab.pt"));
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void imagesAreThoseOfTheCheckpointsOwnNetwork(String format, String name) throws IOException {
        assertThat(error(format, name, "nothing", array -> array)).isLessThan(1e-6);
    }

    /** What an importer that forgot the order of the columns, or turned them for nothing, makes. */
    @ParameterizedTest
    @MethodSource("checkpoints")
    void theOrderOfTheConditionMatters(String format, String name) throws IOException {
        double error = error(format, name, CONDITIONED, ImportedGeneratorTests::turned);

        assertThat(error).isFinite().isGreaterThan(DIFFERENT);
    }

    /** Moves the class embedding from the end to the start. */
    private static NDArray turned(NDArray weight) {
        long start = weight.getShape().get(1) - EMBEDDING;
        return weight.get(":, " + start + ":").concat(weight.get(":, :" + start), 1);
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void theOrderOfTheFirstMapMatters(String format, String name) throws IOException {
        boolean pixelsFirst = format.equals("biggan-hf");
        double error = error(format, name, FIRST, rows -> regrouped(rows, pixelsFirst));

        assertThat(error).isFinite().isGreaterThan(DIFFERENT);
    }

    /** Brings rows to the other order of channels and pixels. */
    private static NDArray regrouped(NDArray rows, boolean pixelsFirst) {
        long channels = rows.getShape().get(0) / PIXELS;
        NDArray groups =
                pixelsFirst
                        ? rows.reshape(PIXELS, channels, -1)
                        : rows.reshape(channels, PIXELS, -1);
        return groups.transpose(1, 0, 2).reshape(rows.getShape());
    }

    /** Imports, changes some of the tensors, and returns by how much a pixel differs at most. */
    private double error(String format, String name, String changed, UnaryOperator<NDArray> change)
            throws IOException {
        Path file = imported(format, name);
        Map<String, String> metadata;
        try (WeightFile open = WeightFile.open(file)) {
            metadata = open.metadata();
        }
        try (Step passing = workspace.step()) {
            Parameters tensors = Safetensors.read(file, passing.manager());
            Parameters chosen = tensors.where(tensor -> tensor.matches(changed));
            assertThat(chosen.size() > 0).isEqualTo(!changed.equals("nothing"));
            FrozenGenerator generator =
                    Generators.of(
                            metadata,
                            tensors.replacedBy(chosen.map(change)),
                            file.toString(),
                            workspace);
            Path golden = FOLDER.resolve(format + "-images.safetensors");
            Parameters given = workspace.adopt(Safetensors.read(golden, passing.manager()));
            try (Step step = workspace.seal().step();
                    GradientMode off = GradientMode.off()) {
                Parameters mine = given.map(step::own);
                NDArray images = generator.generate(mine.get("latents"), mine.get("labels"));
                NDArray expected = mine.get("images");

                assertThat(images.getShape()).isEqualTo(expected.getShape());
                return images.sub(expected).abs().max().getDouble();
            }
        }
    }

    @Test
    void theDeepNetworkDescribesItself() throws IOException {
        try (WeightFile file = WeightFile.open(imported("biggan-hf", "biggan-hf.bin"));
                WeightFile source = WeightFile.open(FOLDER.resolve("biggan-hf.bin"))) {
            assertThat(file.metadata())
                    .isEqualTo(
                            Map.ofEntries(
                                    Map.entry("network", "biggan-deep"),
                                    Map.entry("width", "4"),
                                    Map.entry("resolution", "64"),
                                    Map.entry("classes", "5"),
                                    Map.entry("embedding", "3"),
                                    Map.entry("latent", "3"),
                                    Map.entry("attention", "6"),
                                    Map.entry("truncationRows", "2"),
                                    Map.entry("epsilon", "1e-4"),
                                    Map.entry("format", "biggan-hf"),
                                    Map.entry("sourceSha256", source.sha256())));
        }
    }
}
