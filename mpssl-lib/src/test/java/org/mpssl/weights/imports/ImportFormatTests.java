package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;
import org.mpssl.weights.WeightFile;

/**
 * Tiny checkpoints with the keys of the published ones against what tests/oracle/checkpoints.py
 * computed from the formulas: spectral norms, orders of conditions and maps, places of attention.
 */
class ImportFormatTests {

    static final Path FOLDER = Path.of("src/test/resources/checkpoints");

    @TempDir Path folder;

    private final NDManager manager = newManager();

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({
        "torchvision, torchvision.pth",
        "biggan-ajbrock, biggan-ajbrock.pth",
        "biggan-tfhub, biggan-tfhub.pth",
        "biggan-ivclab, biggan-ivclab.pt"
    })
    void theImportedFileHoldsWhatTheFormulasSay(String format, String name) throws IOException {
        Path expected = FOLDER.resolve(format + ".safetensors");
        Path out = folder.resolve("imported.safetensors");
        try (WeightFile golden = WeightFile.open(expected)) {
            Layout layout = Layout.of(golden.read(manager));

            WeightImport.Result result =
                    new WeightImport(
                                    ImportFormat.named(format),
                                    Optional.empty(),
                                    Optional.empty(),
                                    false)
                            .run(FOLDER.resolve(name), out, description -> Optional.of(layout));

            assertNear(Safetensors.read(out, manager), golden.read(manager));
            assertThat(result.layout().scalars()).isEqualTo(layout.scalars());
            try (WeightFile imported = WeightFile.open(out);
                    WeightFile source = WeightFile.open(FOLDER.resolve(name))) {
                Map<String, String> metadata = new TreeMap<>(golden.metadata());
                metadata.put("format", format);
                metadata.put("sourceSha256", source.sha256());
                assertThat(imported.metadata()).isEqualTo(metadata);
            }
        }
    }

    private static void assertNear(Parameters found, Parameters expected) {
        assertThat(found.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (Map.Entry<String, NDArray> tensor : expected) {
            NDArray array = found.get(tensor.getKey());
            assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(array.getShape()).isEqualTo(tensor.getValue().getShape());
            float[] a = array.toFloatArray();
            float[] b = tensor.getValue().toFloatArray();
            for (int i = 0; i < a.length; i++) {
                assertThat(a[i])
                        .as(tensor.getKey() + " " + i)
                        .isCloseTo(b[i], org.assertj.core.data.Percentage.withPercentage(1e-4));
            }
        }
    }

    /**
     * What BigGAN-PyTorch's converter writes last has that project's names and TF-Hub's epsilon.
     */
    @Test
    void aRenamedPortOfTfHubKeepsItsEpsilon() throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve("biggan-ajbrock.pth"))) {
            Plan port = ImportFormat.BIGGAN_TFHUB.plan(file.tensors());
            Plan own = ImportFormat.BIGGAN_AJBROCK.plan(file.tensors());

            assertThat(port.layout()).isEqualTo(own.layout());
            assertThat(port.description().values()).containsEntry("epsilon", "1e-4");
            assertThat(own.description().values()).containsEntry("epsilon", "1e-5");
        }
    }

    /** The oldest files have one vector alone. */
    @ParameterizedTest
    @ValueSource(strings = {"with-v", "without-v"})
    void aModuleOfPyTorchsIsDividedAsItsVectorsSay(String name) throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve(name + ".bin"));
                WeightFile golden = WeightFile.open(FOLDER.resolve(name + ".safetensors"))) {
            Map<String, NDArray> made = new LinkedHashMap<>();
            for (Piece piece : SpectralNorm.TORCH.fold(file.tensors())) {
                List<NDArray> sources = Parameters.of(read(file, piece)).arrays();
                made.put(piece.name(), piece.recipe().apply(sources));
            }

            assertNear(Parameters.of(made), golden.read(manager));
        }
    }

    private Map<String, NDArray> read(WeightFile file, Piece piece) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (org.mpssl.weights.StoredTensor source : piece.sources()) {
            arrays.put(source.name(), file.read(source, manager));
        }
        return arrays;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "biggan-hf | torchvision.pth | it has 0 layers",
                "biggan-ajbrock | torchvision.pth | shared.weight is missing",
                "biggan-tfhub | biggan-ivclab.pt | attention.theta.weight is missing",
                "biggan-ivclab | biggan-tfhub.pth | attention.theta.weight is missing",
                "torchvision | biggan-hf.bin | conv1.weight is missing",
            })
    void aFileOfAnotherFormatIsNotTakenForOne(String format, String name, String message)
            throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve(name))) {
            assertThatThrownBy(() -> ImportFormat.named(format).plan(file.tensors()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the file does not look like ")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void anUnknownFormatIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> ImportFormat.named("keras"))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "unknown format 'keras': known are torchvision, biggan-hf, biggan-ajbrock,"
                                + " biggan-tfhub, biggan-ivclab");
    }
}
