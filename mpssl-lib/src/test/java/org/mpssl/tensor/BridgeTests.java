package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BridgeTests {

    @Test
    void differentiatesACubeTwice() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
                Step step = workspace.seal().step();
                GradientMode on = GradientMode.on()) {
            NDArray x = step.leaf(step.array(new float[] {3}, new Shape(1)));
            Parameters inputs = Parameters.of(Map.of("x", x));
            NDArray cube = x.mul(x).mul(x).sum();

            NDArray first = step.differentiableGradients(cube, inputs).get("x");
            NDArray second = step.gradient(first.sum(), x);

            assertThat(first.getDouble(0)).isCloseTo(27, within(1e-14));
            assertThat(second.getDouble(0)).isCloseTo(18, within(1e-14));
        }
    }

    @Test
    void givesZeroForAnInputThatTheLossDoesNotDependOn() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
                Step step = workspace.seal().step();
                GradientMode on = GradientMode.on()) {
            NDArray x = step.leaf(step.array(new float[] {3}, new Shape(1)));
            NDArray unused = step.leaf(step.array(new float[] {1, 2}, new Shape(2)));

            NDArray gradient = step.gradient(x.mul(x).sum(), unused);

            assertThat(gradient.toFloatArray()).containsExactly(0, 0);
        }
    }

    @Test
    void aStrayAttachToASealedWorkspaceThrows() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            NDArray theta = workspace.array(new float[] {1, 2}, new Shape(2));
            workspace.seal();

            assertThatThrownBy(() -> theta.mul(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("capped");
        }
    }

    @Test
    void leavesAndHandlesShareMemoryWithThePersistentArray() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32)) {
            NDArray theta = workspace.array(new float[] {1, 2}, new Shape(2));
            try (Step step = workspace.seal().step()) {
                NDArray handle = step.own(theta);
                step.copy(
                        Parameters.of(Map.of("t", theta)),
                        Parameters.of(Map.of("t", step.array(new float[] {5, 6}, new Shape(2)))));
                assertThat(handle.toFloatArray()).containsExactly(5, 6);
            }
            assertThat(theta.toFloatArray()).containsExactly(5, 6);
        }
    }

    @Test
    void namesTheFunctionWhenAnArgumentIsEmpty() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
                Step step = workspace.step()) {
            assertThatThrownBy(() -> step.leaves(Parameters.of(Map.of())))
                    .hasMessageContaining("leaf")
                    .hasMessageContaining("empty");
        }
    }

    @Test
    void warpsByAShiftOfOnePixel() {
        try (Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
                Step step = workspace.seal().step()) {
            NDArray image = step.array(new float[] {1, 2, 3, 4}, new Shape(1, 1, 1, 4));
            NDArray shift = step.array(new float[] {1, 0, .5f, 0, 1, 0}, new Shape(1, 2, 3));

            assertThat(step.warp(image, shift).toFloatArray()).containsExactly(2, 3, 4, 0);
        }
    }
}
