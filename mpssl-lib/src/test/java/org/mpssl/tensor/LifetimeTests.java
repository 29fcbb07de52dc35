package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrays and graphs must not point to memory that the garbage collector frees. */
class LifetimeTests {

    private static final int SIZE = 1000;
    private static final int ROUNDS = 20;

    /** Frees what nothing holds and fills the memory with something else. */
    private static void churn() {
        System.gc();
        List<ByteBuffer> garbage = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            for (int size : new int[] {4, 8, 16, 4 * SIZE, 8 * SIZE}) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(size);
                while (buffer.hasRemaining()) {
                    buffer.put((byte) 0x7B);
                }
                garbage.add(buffer);
            }
        }
        assertThat(garbage).hasSize(1000);
    }

    private static float[] values() {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = i * 0.5f - 100;
        }
        return values;
    }

    private static double[] doubles(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    private static double[] expected() {
        return IntStream.range(0, SIZE).mapToDouble(i -> i * 0.5 - 100).toArray();
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void adoptedParametersOutliveTheirSource(DataType type) {
        try (Workspace workspace = Workspace.open(Device.cpu(), type)) {
            for (DataType from : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
                Parameters adopted;
                try (NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                    NDArray source = passing.create(values()).toType(from, true);
                    adopted = workspace.adopt(Parameters.of(Map.of("w", source)));
                }
                for (int i = 0; i < 3; i++) {
                    churn();
                }
                assertThat(adopted.get("w").getDataType()).isEqualTo(type);
                assertThat(doubles(adopted.get("w"))).isEqualTo(expected());
            }
        }
    }

    @Test
    void adoptedParametersShareNoMemoryWithTheirSource() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            NDArray source = workspace.array(new float[] {1, 2}, new Shape(2));
            Parameters adopted = workspace.adopt(Parameters.of(Map.of("w", source)));

            source.addi(5);

            assertThat(adopted.get("w").toFloatArray()).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void arraysOfAStepOutliveTheirJavaBuffers(DataType type) {
        try (Workspace workspace = Workspace.open(Device.cpu(), type);
                Step step = workspace.step()) {
            NDArray fromFloats = step.array(values(), new Shape(SIZE));
            NDArray fromDoubles = step.array(expected(), new Shape(SIZE));
            NDArray persistent = workspace.array(values(), new Shape(SIZE));
            NDArray indices = step.indices(IntStream.range(0, SIZE).toArray());

            for (int i = 0; i < 3; i++) {
                churn();
            }

            assertThat(doubles(fromFloats)).isEqualTo(expected());
            assertThat(doubles(fromDoubles)).isEqualTo(expected());
            assertThat(doubles(persistent)).isEqualTo(expected());
            assertThat(indices.toLongArray()[SIZE - 1]).isEqualTo(SIZE - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void theGraphKeepsTheNumberOfAProduct(DataType type) {
        try (Workspace workspace = Workspace.open(Device.cpu(), type);
                GradientMode on = GradientMode.on()) {
            workspace.seal();
            for (int round = 0; round < ROUNDS; round++) {
                try (Step step = workspace.step()) {
                    NDArray x = step.leaf(step.array(values(), new Shape(SIZE)));
                    NDArray product = Operations.times(Operations.times(x, 0.375), 3);
                    churn();

                    NDArray gradient = step.gradient(product.sum(), x);

                    assertThat(doubles(gradient)).containsOnly(1.125);
                }
            }
        }
    }

    @Test
    void theGraphKeepsTheBoundsOfAClamp() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            double[] inside = new double[] {-0.5, 0, 0.25, 1, 1.5};
            NDArray x = step.leaf(step.array(inside, new Shape(5)));
            NDArray clamped = step.clampToUnit(x);
            churn();

            assertThat(clamped.toDoubleArray()).containsExactly(0, 0, 0.25, 1, 1);
            assertThat(step.gradient(clamped.sum(), x).toDoubleArray())
                    .containsExactly(0, 1, 1, 1, 0);
        }
    }

    @Test
    void arraysOfAStepEndWithIt() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            NDArray theta = workspace.array(values(), new Shape(SIZE));
            workspace.seal();
            int before = workspace.manager().getManagedArrays().size();
            NDArray made;
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                NDArray x = step.leaf(theta);
                made = Operations.times(x, 2);
                step.gradient(made.sum(), x);
            }

            assertThatThrownBy(made::toFloatArray).isInstanceOf(IllegalStateException.class);
            assertThat(workspace.manager().getManagedArrays()).hasSize(before);
            assertThat(theta.toFloatArray()).isEqualTo(values());
        }
    }

    @Test
    void gradientModeBelongsToAThreadAndIsRestored() throws InterruptedException {
        boolean[] seen = new boolean[4];
        try (GradientMode off = GradientMode.off()) {
            Thread other =
                    new Thread(
                            () -> {
                                seen[0] = JniUtils.isGradMode();
                                try (GradientMode inner = GradientMode.off()) {
                                    seen[1] = JniUtils.isGradMode();
                                }
                                seen[2] = JniUtils.isGradMode();
                            });
            other.start();
            other.join();
            try (GradientMode on = GradientMode.on()) {
                seen[3] = JniUtils.isGradMode();
            }
            assertThat(JniUtils.isGradMode()).isFalse();
        }
        assertThat(seen).as(Arrays.toString(seen)).containsExactly(true, false, true, true);
    }

    @Test
    void aWorkspaceHoldsFloatingPointNumbersOnly() {
        assertThatThrownBy(() -> Workspace.open(Device.cpu(), DataType.INT32))
                .hasMessageContaining("int32");
    }
}
