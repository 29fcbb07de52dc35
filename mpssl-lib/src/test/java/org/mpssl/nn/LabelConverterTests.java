package org.mpssl.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class LabelConverterTests {

    private static final int TARGETS = 2;
    private static final int FOUNDATION = 4;
    private static final double[] LOGITS = {0.5, -1, 2, 0, 1, 1, -2, 0.3};

    private final RandomStreams streams = new RandomStreams(2);
    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private Step step;
    private Parameters xi;

    @BeforeEach
    void open() {
        step = workspace.step();
        xi =
                Parameters.of(
                        Map.of(
                                "embedding.weight",
                                step.array(LOGITS, new Shape(TARGETS, FOUNDATION))));
    }

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private static LabelConverter converter(double temperature, boolean hard) {
        LabelConverter.Form form =
                hard ? LabelConverter.Form.HARD_GUMBEL : LabelConverter.Form.SOFT_GUMBEL;
        return new LabelConverter(TARGETS, FOUNDATION, temperature, form);
    }

    private static int[] targets(int n) {
        return IntStream.range(0, n).map(i -> i % TARGETS).toArray();
    }

    private NDArray gumbel(int n) {
        return step.array(
                streams.at("gumbel", 0).gumbels(n * FOUNDATION), new Shape(n, FOUNDATION));
    }

    private double[] convert(double temperature, boolean hard, int n) {
        try (GradientMode off = GradientMode.off()) {
            return converter(temperature, hard)
                    .convert(step.indices(targets(n)), gumbel(n), xi)
                    .toDoubleArray();
        }
    }

    @Test
    void hardLabelsAreOneHotWhereTheSoftOnesAreLargest() {
        int n = 50;
        double[] hard = convert(0.7, true, n);
        double[] soft = convert(0.7, false, n);

        for (int i = 0; i < n; i++) {
            int row = i * FOUNDATION;
            int largest = row;
            for (int k = row; k < row + FOUNDATION; k++) {
                largest = soft[k] > soft[largest] ? k : largest;
            }
            for (int k = row; k < row + FOUNDATION; k++) {
                assertThat(hard[k]).isCloseTo(k == largest ? 1 : 0, within(1e-15));
            }
        }
    }

    @Test
    void softLabelsAreTheSoftmaxOfNoisyLogitsOverTheTemperature() {
        double[] soft = convert(0.7, false, 3);
        double[] noise = gumbel(3).toDoubleArray();

        for (int i = 0; i < 3; i++) {
            double total = 0;
            double[] power = new double[FOUNDATION];
            for (int k = 0; k < FOUNDATION; k++) {
                double logit = LOGITS[i % TARGETS * FOUNDATION + k] + noise[i * FOUNDATION + k];
                power[k] = Math.exp(logit / 0.7);
                total += power[k];
            }
            for (int k = 0; k < FOUNDATION; k++) {
                assertThat(soft[i * FOUNDATION + k]).isCloseTo(power[k] / total, within(1e-12));
            }
        }
    }

    @Test
    void hardLabelsHaveTheGradientOfSoftOnes() {
        double[] hard = gradient(true);

        assertThat(hard).containsExactly(gradient(false), within(1e-14));
        assertThat(Arrays.stream(hard)).allMatch(v -> v != 0);
    }

    private double[] gradient(boolean hard) {
        int n = 6;
        try (GradientMode on = GradientMode.on()) {
            Parameters leaves = step.leaves(xi);
            NDArray labels =
                    converter(0.7, hard).convert(step.indices(targets(n)), gumbel(n), leaves);
            NDArray direction =
                    step.array(
                            streams.at("direction", 0).gaussians(n * FOUNDATION),
                            new Shape(n, FOUNDATION));
            return step.gradients(labels.mul(direction).sum(), leaves)
                    .get("embedding.weight")
                    .toDoubleArray();
        }
    }

    /** The Gumbel-max trick: 99.9 % point of chi-square with three degrees of freedom. */
    @Test
    void hardLabelsAreDrawnFromTheReportedDistribution() {
        int n = 20_000;
        double[] labels = convert(1, true, n);
        float[][] distribution = converter(1, true).distribution(xi);

        for (int y = 0; y < TARGETS; y++) {
            double chiSquare = 0;
            double expectedTotal = n / (double) TARGETS;
            for (int k = 0; k < FOUNDATION; k++) {
                double count = 0;
                for (int i = y; i < n; i += TARGETS) {
                    count += labels[i * FOUNDATION + k];
                }
                double expected = distribution[y][k] * expectedTotal;
                chiSquare += (count - expected) * (count - expected) / expected;
            }
            assertThat(chiSquare).isLessThan(16.27);
        }
    }

    @Test
    void everyRowOfTheDistributionSumsToOne() {
        for (float[] row : converter(1, true).distribution(xi)) {
            double sum = IntStream.range(0, FOUNDATION).mapToDouble(k -> row[k]).sum();
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
        double total = 0;
        for (int k = 0; k < FOUNDATION; k++) {
            total += Math.exp(LOGITS[k]);
        }
        assertThat(converter(1, true).distribution(xi)[0][2])
                .isCloseTo((float) (Math.exp(2) / total), within(1e-6f));
    }

    @Test
    void startsCloseToUniform() {
        LabelConverter converter = converter(1, true);

        float[][] rows =
                converter.distribution(converter.initialWeights(workspace, streams.at("xi", 0)));

        for (float[] row : rows) {
            for (float p : row) {
                assertThat(p).isCloseTo(0.25f, within(0.02f));
            }
        }
    }

    private double[] convert(LabelConverter.Form form, int n) {
        return new LabelConverter(TARGETS, FOUNDATION, 1, form)
                .convert(step.indices(targets(n)), gumbel(n), xi)
                .toDoubleArray();
    }

    @Test
    void theSoftEmbeddingIsTheSoftmaxWithoutNoiseAndTemperature() {
        double[] rows = convert(LabelConverter.Form.SOFT_EMBEDDING, 2);

        for (int y = 0; y < TARGETS; y++) {
            double total = 0;
            for (int k = 0; k < FOUNDATION; k++) {
                total += Math.exp(LOGITS[y * FOUNDATION + k]);
            }
            for (int k = 0; k < FOUNDATION; k++) {
                assertThat(rows[y * FOUNDATION + k])
                        .isCloseTo(Math.exp(LOGITS[y * FOUNDATION + k]) / total, within(1e-15));
            }
        }
    }

    @Test
    void randomLabelsAreOneHotUniformAndHaveNothingToLearn() {
        int n = 8000;
        double[] rows = convert(LabelConverter.Form.RANDOM, n);
        double[] counts = new double[FOUNDATION];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < FOUNDATION; k++) {
                assertThat(rows[i * FOUNDATION + k]).isIn(0.0, 1.0);
                sum += rows[i * FOUNDATION + k];
                counts[k] += rows[i * FOUNDATION + k] / n;
            }
            assertThat(sum).isEqualTo(1);
        }
        LabelConverter random =
                new LabelConverter(TARGETS, FOUNDATION, 1, LabelConverter.Form.RANDOM);

        // Four standard deviations of a share of one quarter.
        assertThat(counts).containsExactly(new double[] {.25, .25, .25, .25}, within(0.02));
        assertThat(random.initialWeights(workspace, streams.at("xi", 0)).size()).isZero();
        assertThat(random.distribution(Parameters.of(Map.of()))[1])
                .containsExactly(.25f, .25f, .25f, .25f);
    }
}
