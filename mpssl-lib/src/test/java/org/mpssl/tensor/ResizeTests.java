package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    /** Pixel i of (1, 2, 5, 7) is (37 i mod 11) / 10. */
    private NDArray image() {
        double[] pixels = IntStream.range(0, 70).mapToDouble(i -> i * 37 % 11 / 10.0).toArray();
        return step.array(pixels, new Shape(1, 2, 5, 7));
    }

    /**
     * The first pixel, the sum, and the sum weighted by position, of {@code interpolate(x, (h, w),
     * mode="bilinear", antialias=True)} of PyTorch 2.3.1: smaller, larger, and one of each.
     */
    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({
        "3, 4, 0.44421768707482995, 11.74087679516251, 134.9300559334845",
        "9, 10, 0, 88.26722222222223, 7933.6933333333345",
        "5, 3, 0.3428571428571429, 14.700000000000003, 212.55420168067226",
    })
    void agreesWithPyTorch(int height, int width, double first, double sum, double weighted) {
        NDArray resized = Resize.bilinear(image(), height, width);
        double[] pixels = resized.toDoubleArray();

        assertThat(resized.getShape()).isEqualTo(new Shape(1, 2, height, width));
        assertThat(pixels[0]).isCloseTo(first, within(1e-12));
        assertThat(Arrays.stream(pixels).sum()).isCloseTo(sum, within(1e-11));
        double moment = IntStream.range(0, pixels.length).mapToDouble(i -> i * pixels[i]).sum();
        assertThat(moment).isCloseTo(weighted, within(1e-8));
    }

    @Test
    void theSameSizeChangesNothing() {
        assertThat(Resize.bilinear(image(), 5, 7).toDoubleArray())
                .containsExactly(image().toDoubleArray(), within(1e-15));
    }

    /** Of a linear map the gradient of a weighted sum is the same everywhere. */
    @Test
    void theGradientIsThatOfTheAverage() {
        try (GradientMode on = GradientMode.on()) {
            NDArray x = step.leaf(image());
            double[] gradient = step.gradient(Resize.bilinear(x, 1, 1).sum(), x).toDoubleArray();

            assertThat(Arrays.stream(gradient).limit(35).sum()).isCloseTo(1, within(1e-14));
            assertThat(Arrays.stream(gradient)).allMatch(value -> value > 0);
        }
    }
}
