package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class FlipAndShiftTests {

    private final RandomStreams streams = new RandomStreams(6);
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private NDArray images(int n, int channels, int height, int width) {
        RandomStream random = streams.at("images", 0);
        double[] values = new double[n * channels * height * width];
        Arrays.setAll(values, i -> random.nextDouble());
        return step.array(values, new Shape(n, channels, height, width));
    }

    /** First mirrored, then moved: pixel by pixel. */
    private static double[] naive(double[] x, Shape shape, Draws draws) {
        int channels = (int) shape.get(1);
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        int[] flip = draws.integers("flip");
        int[] right = draws.integers("right");
        int[] down = draws.integers("down");
        double[] result = new double[x.length];
        for (int i = 0; i < shape.get(0); i++) {
            for (int c = 0; c < channels; c++) {
                int plane = (i * channels + c) * height * width;
                for (int row = 0; row < height; row++) {
                    for (int column = 0; column < width; column++) {
                        int flipped = flip[i] == 1 ? width - 1 - column : column;
                        int toRow = row + down[i];
                        int toColumn = flipped + right[i];
                        boolean visible =
                                toRow >= 0 && toRow < height && toColumn >= 0 && toColumn < width;
                        if (visible) {
                            result[plane + toRow * width + toColumn] =
                                    x[plane + row * width + column];
                        }
                    }
                }
            }
        }
        return result;
    }

    @ParameterizedTest(name = "shift {0}, {1} channels, {2}x{3}")
    @CsvSource({"0, 1, 8, 8", "3, 1, 8, 8", "2, 3, 5, 7", "9, 1, 4, 4"})
    void isExactlyTheNaiveLoop(int shift, int channels, int height, int width) {
        FlipAndShift weak = new FlipAndShift(shift);
        NDArray x = images(40, channels, height, width);
        Draws draws = weak.draw(streams.at("weak", shift), 40);

        assertThat(weak.apply(step, x, draws).toDoubleArray())
                .isEqualTo(naive(x.toDoubleArray(), x.getShape(), draws));
    }

    @Test
    void drawsEveryShiftAndBothOrientations() {
        Draws draws = new FlipAndShift(2).draw(streams.at("weak", 0), 500);

        assertThat(Arrays.stream(draws.integers("right")).distinct().sorted().toArray())
                .containsExactly(-2, -1, 0, 1, 2);
        assertThat(Arrays.stream(draws.integers("down")).distinct().sorted().toArray())
                .containsExactly(-2, -1, 0, 1, 2);
        assertThat(Arrays.stream(draws.integers("flip")).sum()).isBetween(200, 300);
    }

    @Test
    void theSameDrawsGiveTheSameViews() {
        FlipAndShift weak = new FlipAndShift(3);
        Augmentation augmentation = new Augmentation(weak, new Intensity(2, 0.9));
        NDArray x = images(8, 1, 8, 8);

        assertThat(augmentation.weakView(step, x, streams.at("a", 1)).toDoubleArray())
                .isEqualTo(augmentation.weakView(step, x, streams.at("a", 1)).toDoubleArray())
                .isNotEqualTo(augmentation.weakView(step, x, streams.at("a", 2)).toDoubleArray());
        assertThat(augmentation.strongView(step, x, streams.at("a", 1)).toDoubleArray())
                .isEqualTo(augmentation.strongView(step, x, streams.at("a", 1)).toDoubleArray())
                .isNotEqualTo(augmentation.strongView(step, x, streams.at("a", 2)).toDoubleArray());
    }

    /** The map is linear: the gradient of a weighted sum is the weights sent the other way. */
    @Test
    void gradientsGoBackToThePixelTheyCameFrom() {
        FlipAndShift weak = new FlipAndShift(2);
        Draws draws = weak.draw(streams.at("weak", 0), 4);
        try (GradientMode on = GradientMode.on()) {
            NDArray x = step.leaf(images(4, 1, 5, 5));
            NDArray other = images(4, 1, 5, 5).neg().add(2);
            double forward =
                    weak.apply(step, other, draws).mul(images(4, 1, 5, 5)).sum().getDouble();
            NDArray gradient =
                    step.gradient(weak.apply(step, x, draws).mul(images(4, 1, 5, 5)).sum(), x);

            assertThat(gradient.mul(other).sum().getDouble())
                    .isCloseTo(forward, org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void aNegativeShiftIsRefused() {
        assertThatThrownBy(() -> new FlipAndShift(-1)).hasMessageContaining("it is -1");
    }

    @Test
    void reflectionMirrorsAtTheOutermostPixels() {
        NDArray x = step.array(new double[] {1, 2, 3, 4}, new Shape(1, 1, 1, 4));
        NDArray tall = x.concat(x, 2).concat(x, 2).concat(x, 2);
        FlipAndShift weak = new FlipAndShift(3, Border.REFLECT);

        assertThat(weak.apply(step, tall, shifted(2)).get("0,0,0").toDoubleArray())
                .containsExactly(3, 2, 1, 2);
        assertThat(weak.apply(step, tall, shifted(-3)).get("0,0,1").toDoubleArray())
                .containsExactly(4, 3, 2, 1);
        assertThatThrownBy(() -> weak.apply(step, x, shifted(1)))
                .isInstanceOf(org.mpssl.UserError.class)
                .hasMessageContaining("smaller than both");
    }

    private static Draws shifted(int right) {
        return Draws.none()
                .with("flip", new int[] {0})
                .with("right", new int[] {right})
                .with("down", new int[] {0});
    }
}
