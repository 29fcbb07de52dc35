package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;

class LayoutTests {

    private final NDManager manager = newManager();
    private final Layout needed =
            new Layout(Map.of("w", new Shape(3, 4), "b", new Shape(3), "gain", new Shape()));

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private Parameters tensors(Map<String, Shape> shapes) {
        Map<String, ai.djl.ndarray.NDArray> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> tensors.put(name, manager.ones(shape)));
        return Parameters.of(tensors);
    }

    @Test
    void theSameNamesAndShapesPassInAnyOrder() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("gain", new Shape());
        shapes.put("w", new Shape(3, 4));
        shapes.put("b", new Shape(3));
        Parameters tensors = tensors(shapes);

        assertThat(needed.check(tensors, "file")).isSameAs(tensors);
        assertThat(Layout.of(tensors)).isEqualTo(needed);
        assertThat(needed.scalars()).isEqualTo(12 + 3 + 1);
    }

    @Test
    void allThatIsWrongIsListedInOneError() {
        Parameters tensors =
                tensors(
                        Map.of(
                                "b", new Shape(1),
                                "gain", new Shape(1),
                                "head", new Shape(2, 2)));

        assertThatThrownBy(() -> needed.check(tensors, "the file x"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the file x does not hold the tensors")
                .hasMessageContaining("1 missing: w (3, 4)")
                .hasMessageContaining("1 not expected: head (2, 2)")
                .hasMessageContaining("2 of another shape: ")
                .hasMessageContaining("b (1) instead of (3)")
                .hasMessageContaining("gain (1) instead of ()")
                .hasMessageEndingWith("Fetch or make it again.");
    }

    @Test
    void aTransposedTensorIsOfAnotherShape() {
        Parameters tensors =
                tensors(Map.of("w", new Shape(4, 3), "b", new Shape(3), "gain", new Shape()));

        assertThatThrownBy(() -> needed.check(tensors, "file"))
                .hasMessageContaining("w (4, 3) instead of (3, 4)")
                .hasMessageNotContaining("missing");
    }

    @Test
    void aUnionHoldsBoth() {
        Layout both = needed.and(new Layout(Map.of("mean", new Shape(3))));

        assertThat(both.shapes()).hasSize(4).containsEntry("mean", new Shape(3));
        assertThat(both.scalars()).isEqualTo(needed.scalars() + 3);
    }

    @Test
    void ofALongListTheFirstAreShown() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int i = 0; i < 13; i++) {
            shapes.put("t" + i, new Shape(1));
        }

        assertThat(new Layout(Map.of()).differences(new Layout(shapes)))
                .containsExactly(
                        "13 not expected: t0 (1), t1 (1), t2 (1), t3 (1), t4 (1), t5 (1), t6 (1),"
                                + " t7 (1), t8 (1), t9 (1) and 3 more");
    }
}
