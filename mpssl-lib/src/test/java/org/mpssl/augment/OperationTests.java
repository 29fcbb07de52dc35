package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class OperationTests {

    private static final Colour SAND = new Colour(List.of(0.8, 0.7, 0.4));

    private final RandomStreams streams = new RandomStreams(31);
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private double[] numbers(String stream, long n, double least, double most) {
        RandomStream random = streams.at(stream, n);
        double[] values = new double[(int) n];
        Arrays.setAll(values, i -> least + (most - least) * random.nextDouble());
        return values;
    }

    private static Chosen chosen(float... values) {
        int[] places = new int[values.length];
        return new Chosen(values, places, places);
    }

    private double[] apply(Operation operation, double[] pixels, Shape shape, float... values) {
        return operation.apply(step, step.array(pixels, shape), chosen(values)).toDoubleArray();
    }

    static Stream<Arguments> everyDifferentiableOperation() {
        return Stream.concat(
                        Stream.of(
                                Arguments.of(Tone.IDENTITY, 0, 0),
                                Arguments.of(Tone.INVERT, 0, 0),
                                Arguments.of(Tone.SCALE, 0.4, 1.7),
                                Arguments.of(Tone.SHIFT, 0.6, 1.5),
                                Arguments.of(Tone.CONTRAST, 0.4, 1.7),
                                Arguments.of(Tone.COLOUR, 0.4, 1.7),
                                Arguments.of(Tone.SATURATION, 0.4, 1.7),
                                Arguments.of(Tone.SHARPNESS, 0.4, 1.7),
                                Arguments.of(Tone.AUTO_CONTRAST, 0, 0),
                                Arguments.of(Tone.STRETCH, 0, 0),
                                Arguments.of(Tone.SOLARIZE, 0.3, 0.7),
                                Arguments.of(Tone.SOLARIZE_ADD, 0.1, 0.4)),
                        Arrays.stream(Motion.values())
                                .flatMap(
                                        motion ->
                                                Stream.of(
                                                        Arguments.of(Warp.of(motion), 0.3, -1.2),
                                                        Arguments.of(
                                                                new Warp(motion, SAND), 0.3, 5))))
                .flatMap(
                        a ->
                                Stream.of(1, 3, 4)
                                        .map(
                                                channels ->
                                                        Arguments.of(
                                                                a.get()[0],
                                                                a.get()[1],
                                                                a.get()[2],
                                                                channels)));
    }

    /** Random pixels keep away from the corners of the maps, if the distance is small. */
    @ParameterizedTest(name = "{0} at {1} and {2}, {3} channels")
    @MethodSource("everyDifferentiableOperation")
    void gradientsAgreeWithCentralDifferences(
            Operation operation, double first, double second, int channels) {
        Shape shape = new Shape(2, channels, 5, 6);
        double[] x = numbers("pixels", shape.size(), 0.02, 0.98);
        double[] direction = numbers("direction", shape.size(), -1, 1);
        double[] weights = numbers("weights", shape.size(), 0.3, 2);
        float[] values = {(float) first, (float) second};

        double exact;
        try (GradientMode on = GradientMode.on()) {
            NDArray leaf = step.leaf(step.array(x, shape));
            NDArray y = operation.apply(step, leaf, chosen(values));
            NDArray sum = y.mul(step.array(weights, shape)).sum();
            exact = dot(step.gradient(sum, leaf).toDoubleArray(), direction);
        }
        double distance = 1e-6;
        double above = dot(apply(operation, moved(x, direction, distance), shape, values), weights);
        double below =
                dot(apply(operation, moved(x, direction, -distance), shape, values), weights);

        assertThat(operation.differentiable()).isTrue();
        assertThat(Math.abs(exact)).isGreaterThan(0.001);
        assertThat(exact).isCloseTo((above - below) / (2 * distance), within(1e-7));
    }

    private static double[] moved(double[] x, double[] direction, double distance) {
        double[] result = x.clone();
        Arrays.setAll(result, i -> x[i] + distance * direction[i]);
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "IDENTITY, 0",
        "SCALE, 1",
        "SHIFT, 1",
        "CONTRAST, 1",
        "COLOUR, 1",
        "SATURATION, 1",
        "SHARPNESS, 1",
        "SOLARIZE, 1.1",
        "POSTERIZE, 8"
    })
    void atItsNeutralValueNothingChanges(Tone tone, float neutral) {
        Shape shape = new Shape(2, 3, 5, 6);
        double[] x = numbers("pixels", shape.size(), 0, 1);

        assertThat(apply(tone, x, shape, neutral, neutral)).containsExactly(x, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource(Motion.class)
    void aMotionOfZeroMovesNothing(Motion motion) {
        Shape shape = new Shape(1, 2, 5, 6);
        double[] x = numbers("pixels", shape.size(), 0, 1);

        assertThat(apply(new Warp(motion, SAND), x, shape, 0)).containsExactly(x, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(
            value = Tone.class,
            names = {"COLOUR", "SATURATION"})
    void greyImagesHaveNoColourToChange(Tone tone) {
        Shape grey = new Shape(1, 1, 5, 6);
        double[] x = numbers("pixels", grey.size(), 0, 1);
        assertThat(apply(tone, x, grey, 0.1f)).containsExactly(x, within(1e-15));

        double[] three = new double[3 * x.length];
        Arrays.setAll(three, i -> x[i % x.length]);
        assertThat(apply(tone, three, new Shape(1, 3, 5, 6), 1.9f))
                .containsExactly(three, within(1e-15));
    }

    @ParameterizedTest
    @EnumSource(Tone.class)
    void theSmallestImagesAreAllowed(Tone tone) {
        for (int size = 1; size <= 3; size++) {
            Shape shape = new Shape(1, 2, size, 4 - size);
            double[] x = numbers("pixels", shape.size(), 0, 1);
            assertThat(apply(tone, x, shape, 1)).hasSameSizeAs(x).doesNotContain(Double.NaN);
        }
    }

    @Test
    void autoContrastLeavesFlatChannelsAloneAndStretchMakesThemBlack() {
        double[] x = {0.4, 0.4, 0.2, 0.7};
        Shape shape = new Shape(1, 2, 1, 2);

        assertThat(apply(Tone.AUTO_CONTRAST, x, shape, 0))
                .containsExactly(new double[] {0.4, 0.4, 0, 1}, within(1e-12));
        assertThat(apply(Tone.STRETCH, x, shape, 0))
                .containsExactly(new double[] {0, 0, 0, 0.5 / 0.500001}, within(1e-12));
    }

    @Test
    void motionsGoWhereTheySay() {
        double[] x = {
            0, 0, 0,
            1, 0, 0,
            0, 0, 0
        };
        Shape shape = new Shape(1, 1, 3, 3);

        assertThat(apply(Warp.of(Motion.TRANSLATE_X), x, shape, 1))
                .containsExactly(new double[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, within(1e-12));
        assertThat(apply(Warp.of(Motion.TRANSLATE_Y), x, shape, -1))
                .containsExactly(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0}, within(1e-12));
        // A quarter turn counter-clockwise takes what is left to the bottom.
        assertThat(apply(Warp.of(Motion.ROTATE), x, shape, 90))
                .containsExactly(new double[] {0, 0, 0, 0, 0, 0, 0, 1, 0}, within(1e-12));
        // The middle row shows what is 1.5 v to its right, counted from the corner.
        assertThat(apply(Warp.of(Motion.SHEAR_X), x, shape, -2 / 3f))
                .containsExactly(new double[] {0, 0, 0, 0, 1, 0, 0, 0, 0}, within(1e-6));
        // The middle stays where it is, the upper row shows what is to its left.
        double[] column = {1, 0, 0, 1, 0, 0, 1, 0, 0};
        assertThat(apply(Warp.of(Motion.SLANT_X), column, shape, 45))
                .containsExactly(new double[] {0, 1, 0, 1, 0, 0, 0, 0, 0}, within(1e-12));
    }

    @Test
    void whatComesFromOutsideHasTheColour() {
        double[] x = new double[12];
        double[] moved = apply(new Warp(Motion.TRANSLATE_X, SAND), x, new Shape(1, 3, 1, 4), 2.5f);

        // Half of a pixel at the edge is outside.
        assertThat(moved)
                .containsExactly(
                        new double[] {0.8, 0.8, 0.4, 0, 0.7, 0.7, 0.35, 0, 0.4, 0.4, 0.2, 0},
                        within(1e-12));
    }

    @Test
    void posterizeKeepsTheHighestBits() {
        double[] x = {0, 0b10110111 / 255.0, 1, 0.5};
        Shape shape = new Shape(1, 1, 2, 2);

        assertThat(apply(Tone.POSTERIZE, x, shape, 3))
                .containsExactly(
                        new double[] {0, 0b10100000 / 255.0, 0b11100000 / 255.0, 96 / 255.0},
                        within(1e-15));
        assertThat(apply(Tone.POSTERIZE, x, shape, 0)).containsOnly(0);
        double[] outside = {-1e-17, 1 + 1e-15, 0, 1};
        assertThat(apply(Tone.POSTERIZE, outside, shape, 4))
                .containsExactly(new double[] {0, 240 / 255.0, 0, 240 / 255.0}, within(1e-15));
    }

    @Test
    void coloursFollowTheNumberOfChannels() {
        assertThat(SAND.array(step, 3).toDoubleArray()).containsExactly(0.8, 0.7, 0.4);
        assertThat(SAND.array(step, 1).toDoubleArray()[0]).isCloseTo(1.9 / 3, within(1e-15));
        assertThat(Colour.ofBytes(255, 0, 51).levels()).containsExactly(1.0, 0.0, 0.2);
        assertThatThrownBy(() -> new Colour(List.of(1.5))).hasMessageContaining("0 to 1");
    }
}
