package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;

/** Files that torch.save wrote (tests/oracle/checkpoints.py), and what PyTorch holds them to be. */
class TorchCheckpointTests {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");

    private final NDManager manager = newManager();

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Parameters read(String name) throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve(name))) {
            return file.read(manager);
        }
    }

    private static void assertSame(Parameters found, Parameters expected) {
        assertThat(found.names()).containsExactlyInAnyOrderElementsOf(expected.names());
        for (Map.Entry<String, NDArray> tensor : expected) {
            NDArray array = found.get(tensor.getKey());
            assertThat(array.getShape())
                    .as(tensor.getKey())
                    .isEqualTo(tensor.getValue().getShape());
            assertThat(array.toByteArray())
                    .as(tensor.getKey())
                    .isEqualTo(tensor.getValue().toByteArray());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tensors.pth, tensors",
        "tensors-legacy.pth, tensors",
        "state-dict.pth, module",
        "training.pth, module",
        "training-legacy.pth, module"
    })
    void theTensorsAreThoseThatPyTorchSaved(String name, String expected) throws IOException {
        assertSame(read(name), read(expected + ".safetensors"));
    }

    @Test
    void halfPrecisionAndTruthValuesHaveTheTypesThatTheEngineHas() throws IOException {
        Parameters tensors = read("tensors.pth");

        assertThat(tensors.get("half").getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(tensors.get("bfloat").getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(tensors.get("bool").getDataType()).isEqualTo(DataType.BOOLEAN);
        assertThat(tensors.get("long").toLongArray()).containsExactly(1, -2, 1L << 62, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensors.pth", "tensors-legacy.pth"})
    void tensorsComeInTheOrderOfTheFileAndSayHowTheyLie(String name) throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve(name))) {
            List<StoredTensor> tensors = file.tensors();
            assertThat(tensors.stream().map(StoredTensor::name).limit(4))
                    .containsExactly("dense", "transposed", "permuted", "every-second");
            assertThat(tensors.get(1).shape()).isEqualTo(new Shape(6, 4));
            assertThat(tensors.get(1).strides()).containsExactly(1L, 6L);
            assertThat(tensors.get(1).isDense()).isFalse();
            StoredTensor second = tensors.get(3);
            StoredTensor end = tensors.get(5);
            assertThat(end.name()).isEqualTo("shared-end");
            assertThat(end.offset()).isEqualTo(18);
            assertThat(end.storage()).isEqualTo(second.storage());
            assertThat(end.position()).isEqualTo(second.position() + 18 * 4);
            assertThat(file.metadata()).isEmpty();
        }
    }

    @Test
    void tensorsOfOneStorageDoNotShareMemoryHere() throws IOException {
        Parameters tensors = read("tensors.pth");
        tensors.get("shared-start").muli(tensors.get("shared-start"));

        assertThat(tensors.get("every-second").toFloatArray()).startsWith(0, 2, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"training.pth", "training-legacy.pth"})
    void ofATrainingTheWeightsAreTakenAndTheRestIsNamed(String name) throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve(name))) {
            assertThat(file.notes())
                    .containsExactly(
                            "the tensors are those of its entry 'state_dict'",
                            "its other entries are left out: epoch, arch, best, optimizer, rates");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two-networks.pth | several sets of tensors: G, D. Save the one",
                "whole-module.pth | asks for torch.nn.modules.container.Sequential",
                "tensor.pth | holds no dictionary. Save the state_dict()",
                "short.pth | tensors of torch.ShortStorage; [F64, F32",
                "protocol-4.pth | a pickle of protocol 4, and torch.save writes protocol 2"
            })
    void whatPyTorchWritesBesidesIsRefusedWithAReason(String name, String reason) {
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(name + " is refused: ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensors.pth", "tensors-legacy.pth", "tensors.safetensors"})
    void everyContainerIsRecognisedByItsContent(String name) throws IOException {
        try (WeightFile file = WeightFile.open(FOLDER.resolve(name))) {
            Container expected =
                    name.endsWith("safetensors")
                            ? Container.SAFETENSORS
                            : name.contains("legacy")
                                    ? Container.TORCH_LEGACY
                                    : Container.TORCH_ZIP;
            assertThat(file.container()).isEqualTo(expected);
            assertThat(file.name()).endsWith(name);
            assertThat(file.size()).isEqualTo(FOLDER.resolve(name).toFile().length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x4b50})
    void aHeaderWhoseLengthLooksLikeAnotherKindIsStillOne(int length) throws IOException {
        byte[] header = ("{}" + " ".repeat(length - 2)).getBytes(StandardCharsets.UTF_8);
        byte[] content = TorchFiles.join(TorchFiles.length(length), header);

        try (WeightFile file = WeightFile.of(Bytes.of(content), "w")) {
            assertThat(file.container()).isEqualTo(Container.SAFETENSORS);
        }
    }

    /** The first weights of torchvision's are such files: a parameter is an object with a state. */
    @Test
    void parametersAsTheFirstVersionsWroteThemAreRead() throws IOException {
        PickleBytes pickle =
                PickleBytes.start()
                        .global("collections OrderedDict")
                        .raw("(]]")
                        .text("w")
                        .raw('a')
                        .global("torch.nn.parameter Parameter")
                        .global("torch._utils _rebuild_tensor")
                        .raw('(')
                        .storage("torch FloatStorage", "0", 4)
                        .integer(1)
                        .tuple(3)
                        .tuple(1)
                        .raw("tR")
                        .raw(0x85, 'R')
                        .raw(0x88, 0x89)
                        .global("collections OrderedDict")
                        .raw(")R")
                        .raw(0x87, 'b')
                        .raw("aatR");
        byte[] file = TorchFiles.legacy(pickle.stop());

        try (WeightFile open = WeightFile.of(Bytes.of(file), "old.pth")) {
            assertThat(open.read(manager).get("w").getShape()).isEqualTo(new Shape(3));
        }
    }

    @Test
    void theChecksumIsThatOfTheWholeFile() throws IOException {
        try (WeightFile file = WeightFile.of(Bytes.of(TorchFiles.zipped(tiny())), "tiny")) {
            assertThat(file.sha256())
                    .isEqualTo(org.mpssl.files.Sha256.of(TorchFiles.zipped(tiny())));
        }
    }

    private static byte[] tiny() {
        return PickleBytes.oneTensor("0", 4, 0, new long[] {2, 2}, 2, 1);
    }
}
