package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @TempDir Path folder;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);

    @AfterEach
    void close() {
        workspace.close();
    }

    private Path imported(String format, String name) throws IOException {
        Path out = folder.resolve("imported.safetensors");
        new WeightImport(ImportFormat.named(format), Optional.empty(), Optional.empty(), false)
                .run(FOLDER.resolve(name), out, description -> Optional.empty());
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "biggan-hf, biggan-hf.bin",
        "biggan-ajbrock, biggan-ajbrock.pth",
        "biggan-tfhub, biggan-tfhub.pth",
        "biggan-ivclab, biggan-ivclab.pt"
    })
    void imagesAreThoseOfTheCheckpointsOwnNetwork(String format, String name) throws IOException {
        Path file = imported(format, name);
        Map<String, String> metadata;
        try (WeightFile open = WeightFile.open(file)) {
            metadata = open.metadata();
        }
        try (Step passing = workspace.step()) {
            Parameters tensors = Safetensors.read(file, passing.manager());
            FrozenGenerator generator =
                    Generators.of(metadata, tensors, file.toString(), workspace);
            Path golden = FOLDER.resolve(format + "-images.safetensors");
            Parameters given = workspace.adopt(Safetensors.read(golden, passing.manager()));
            try (Step step = workspace.seal().step();
                    GradientMode off = GradientMode.off()) {
                Parameters mine = given.map(step::own);
                NDArray images = generator.generate(mine.get("latents"), mine.get("labels"));
                NDArray expected = mine.get("images");

                assertThat(images.getShape()).isEqualTo(expected.getShape());
                NDArray difference = images.sub(expected).abs().max();
                assertThat(difference.getDouble()).isLessThan(1e-6);
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
