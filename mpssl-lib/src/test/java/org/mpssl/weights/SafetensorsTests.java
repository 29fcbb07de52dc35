package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;

class SafetensorsTests {

    @TempDir Path folder;

    private final NDManager manager = newManager();

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT64", "FLOAT32", "INT64", "INT32", "UINT8", "BOOLEAN"})
    void everyDataTypeAndShapeComesBackAsItWas(DataType type) throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("matrix", manager.arange(6).toType(type, true).reshape(2, 3));
        tensors.put("scalar", manager.create(7).toType(type, true));
        tensors.put("empty", manager.create(new Shape(0, 3), type));
        tensors.put("caf\u00e9 \"quoted\"", manager.ones(new Shape(1, 1, 5), type));
        Path path = folder.resolve("deep/weights.safetensors");

        Safetensors.write(path, Parameters.of(tensors), Map.of("step", "3", "note", "\u00fc"));
        Parameters read = Safetensors.read(path, manager);

        assertThat(read.names()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
        for (Map.Entry<String, NDArray> tensor : read) {
            NDArray expected = tensors.get(tensor.getKey());
            assertThat(tensor.getValue().getDataType()).isEqualTo(type);
            assertThat(tensor.getValue().getShape()).isEqualTo(expected.getShape());
            assertThat(tensor.getValue().toByteArray()).isEqualTo(expected.toByteArray());
        }
        try (Stream<Path> files = Files.list(path.getParent())) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void metadataComesBackAsItWas() throws IOException {
        Path path = folder.resolve("w");
        Parameters tensors = Parameters.of(Map.of("x", manager.create(new float[] {1})));
        Map<String, String> metadata = Map.of("step", "3", "note", "{\"quoted\": \"\u00fc\"}");

        Safetensors.write(path, tensors, metadata);
        assertThat(Safetensors.metadata(Files.readAllBytes(path), "w")).isEqualTo(metadata);
        Safetensors.write(path, tensors, Map.of());
        assertThat(Safetensors.metadata(Files.readAllBytes(path), "w")).isEmpty();
        assertThatThrownBy(() -> Safetensors.metadata(new byte[3], "broken"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("broken");
    }

    @Test
    void theDataStartsAtAMultipleOfEight() throws IOException {
        Path path = folder.resolve("w");
        Safetensors.write(
                path, Parameters.of(Map.of("x", manager.create(new float[] {1}))), Map.of());

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));

        assertThat(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0) % 8).isZero();
    }

    @Test
    void writingReplacesAnOldFile() throws IOException {
        Path path = folder.resolve("w");
        Files.writeString(path, "old, and longer than what follows".repeat(100));
        Safetensors.write(
                path, Parameters.of(Map.of("x", manager.create(new float[] {4}))), Map.of());

        assertThat(Safetensors.read(path, manager).get("x").toFloatArray()).containsExactly(4);
    }

    @Test
    void readArraysOutliveTheFilesContent() {
        byte[] content = BadSafetensorsTests.file(BadSafetensorsTests.GOOD, 9);
        Parameters read = Safetensors.read(content, "w", manager);
        java.util.Arrays.fill(content, (byte) 1);
        for (int i = 0; i < 50; i++) {
            System.gc();
            ByteBuffer.allocateDirect(1 << 16).put(new byte[1 << 16]);
        }

        assertThat(read.get("a").toFloatArray()).containsExactly(0, 0);
        assertThat(read.get("b").toByteArray()).containsExactly(0);
    }

    @Test
    void aDataTypeWithoutANameIsRefused() {
        Parameters flags = Parameters.of(Map.of("x", manager.create(new Shape(1), DataType.INT8)));

        assertThatThrownBy(() -> Safetensors.write(folder.resolve("w"), flags, Map.of()))
                .hasMessageContaining("int8");
    }

    @Test
    void halfPrecisionBecomesSinglePrecision() {
        ByteBuffer numbers = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits : new int[] {0x3c00, 0xc000, 0x0001, 0x83ff, 0x7c00, 0xfc00, 0x8000}) {
            numbers.putShort((short) bits);
        }
        for (int bits : new int[] {0x3f80, 0xc049, 0x0001}) {
            numbers.putShort((short) bits);
        }
        String header =
                "{'half':{'dtype':'F16','shape':[7],'data_offsets':[0,14]},"
                        + "'brain':{'dtype':'BF16','shape':[3],'data_offsets':[14,20]}}";
        byte[] empty = BadSafetensorsTests.file(header, 20);
        System.arraycopy(numbers.array(), 0, empty, empty.length - 20, 20);

        Parameters read = Safetensors.read(empty, "w", manager);

        assertThat(read.get("half").toFloatArray())
                .containsExactly(
                        1f,
                        -2f,
                        0x1p-24f,
                        -1023 * 0x1p-24f,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        -0f);
        assertThat(read.get("brain").toFloatArray())
                .containsExactly(1f, -3.140625f, Float.intBitsToFloat(0x10000));
    }
}
