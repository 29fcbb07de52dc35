package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class IntensityTests {

    private static final int SIZE = 6;

    private final RandomStreams streams = new RandomStreams(12);
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private double[] pixels(int n, double least, double most) {
        return pixels("pixels", n, least, most);
    }

    private double[] pixels(String stream, int n, double least, double most) {
        RandomStream random = streams.at(stream, n);
        double[] values = new double[n * SIZE * SIZE];
        Arrays.setAll(values, i -> least + (most - least) * random.nextDouble());
        return values;
    }

    private double[] apply(double[] pixels, int[][] kinds, float[][] factors) {
        int n = kinds.length;
        NDArray x = step.array(pixels, new Shape(n, 1, SIZE, SIZE));
        return new Intensity(kinds[0].length, 1)
                .apply(step, x, recorded(kinds, factors))
                .toDoubleArray();
    }

    private static Draws recorded(int[][] kinds, float[][] factors) {
        int n = kinds.length;
        int operations = kinds[0].length;
        float[] flat = new float[n * operations];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = factors[i / operations][i % operations];
        }
        Shape shape = new Shape(n, operations);
        return Draws.none()
                .with("kind", Arrays.stream(kinds).flatMapToInt(Arrays::stream).toArray(), shape)
                .with("factor", flat, shape);
    }

    private static double clamp(double v) {
        return Math.max(0, Math.min(1, v));
    }

    /** One operation on one image, as PIL defines it, on numbers in [0, 1]. */
    private static double[] naive(double[] x, int kind, double factor) {
        double[] result = new double[x.length];
        double low = Arrays.stream(x).min().orElseThrow();
        double high = Arrays.stream(x).max().orElseThrow();
        double mean = Arrays.stream(x).average().orElseThrow();
        for (int i = 0; i < x.length; i++) {
            result[i] =
                    clamp(
                            switch (kind) {
                                case 0 -> high - low > 1e-3 ? (x[i] - low) / (high - low) : x[i];
                                case 1 -> factor * x[i];
                                case 2 -> mean + factor * (x[i] - mean);
                                default -> smooth(x, i) + factor * (x[i] - smooth(x, i));
                            });
        }
        return result;
    }

    private static double smooth(double[] x, int i) {
        int row = i / SIZE;
        int column = i % SIZE;
        if (row == 0 || column == 0 || row == SIZE - 1 || column == SIZE - 1) {
            return x[i];
        }
        double sum = 4 * x[i];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                sum += x[(row + dy) * SIZE + column + dx];
            }
        }
        return sum / 13;
    }

    @ParameterizedTest(name = "operation {0}, factor {1}")
    @CsvSource({
        "0, 1", "0, 0.2", "1, 0.5", "1, 1.9", "2, 0.1", "2, 1.9", "3, 0", "3, 0.3", "3, 1.9"
    })
    void everyOperationIsThatOfItsDefinition(int kind, float factor) {
        double[] x = pixels(1, 0.1, 0.7);

        assertThat(apply(x, new int[][] {{kind}}, new float[][] {{factor}}))
                .containsExactly(naive(x, kind, factor), within(1e-12));
    }

    @Test
    void everyImageOfABatchHasOperationsOfItsOwnInItsOwnOrder() {
        int n = 30;
        Intensity intensity = new Intensity(3, 0.9);
        Draws draws = intensity.draw(streams.at("strong", 0), n);
        int[] kind = draws.integers("kind");
        float[] factor = draws.floats("factor");
        double[] x = pixels(n, 0, 1);
        NDArray images = step.array(x, new Shape(n, 1, SIZE, SIZE));
        double[] result = intensity.apply(step, images, draws).toDoubleArray();

        int size = SIZE * SIZE;
        for (int i = 0; i < n; i++) {
            double[] image = Arrays.copyOfRange(x, i * size, (i + 1) * size);
            for (int k = 0; k < 3; k++) {
                image = naive(image, kind[3 * i + k], factor[3 * i + k]);
            }
            assertThat(Arrays.copyOfRange(result, i * size, (i + 1) * size))
                    .containsExactly(image, within(1e-10));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void atFactorOneNothingChanges(int kind) {
        double[] x = pixels(1, 0, 1);

        assertThat(apply(x, new int[][] {{kind}}, new float[][] {{1}}))
                .containsExactly(x, within(1e-15));
    }

    @Test
    void autoContrastLeavesAFlatImageAlone() {
        double[] flat = new double[SIZE * SIZE];
        Arrays.fill(flat, 0.4);

        assertThat(apply(flat, new int[][] {{0}}, new float[][] {{1}}))
                .containsExactly(flat, within(1e-15));
    }

    @Test
    void drawsDistinctOperationsAndFactorsWithinTheirReach() {
        Draws draws = new Intensity(4, 0.5).draw(streams.at("strong", 0), 200);
        int[] kind = draws.integers("kind");

        for (int i = 0; i < 200; i++) {
            assertThat(Arrays.stream(kind, 4 * i, 4 * i + 4).sorted().toArray())
                    .containsExactly(0, 1, 2, 3);
        }
        for (float factor : draws.floats("factor")) {
            assertThat(factor).isBetween(0.5f, 1.5f);
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new Intensity(5, 0.5)).hasMessageContaining("0 to 4");
        assertThatThrownBy(() -> new Intensity(2, 1.5)).hasMessageContaining("1.5");
    }

    /** Pixels are kept apart from each other and from 0 and 1, where the map has corners. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void gradientsAgreeWithCentralDifferences(int kind) {
        double[] x = pixels(1, 0.2, 0.6);
        int[][] kinds = {{kind, (kind + 1) % 4 == 0 ? 1 : (kind + 1) % 4}};
        float[][] factors = {{0.8f, 1.1f}};
        double[] direction = pixels("direction", 1, -1, 1);
        double[] weights = pixels("weights", 1, 0.3, 2);

        double exact;
        try (GradientMode on = GradientMode.on()) {
            NDArray leaf = step.leaf(step.array(x, new Shape(1, 1, SIZE, SIZE)));
            NDArray y = new Intensity(2, 1).apply(step, leaf, recorded(kinds, factors));
            NDArray sum = y.mul(step.array(weights, y.getShape())).sum();
            exact = dot(step.gradient(sum, leaf).toDoubleArray(), direction);
        }
        double distance = 1e-6;
        double difference =
                (dot(apply(moved(x, direction, distance), kinds, factors), weights)
                                - dot(
                                        apply(moved(x, direction, -distance), kinds, factors),
                                        weights))
                        / (2 * distance);

        assertThat(Math.abs(exact)).isGreaterThan(0.01);
        assertThat(exact).isCloseTo(difference, within(1e-7 * Math.max(1, Math.abs(exact))));
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
}
