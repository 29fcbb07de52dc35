package org.mpssl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class FreeMatchTests {

    private static final int N = 12;
    private static final int K = 5;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    /** FreeMatch a second time: plain loops over doubles, from the paper's formulas. */
    private static final class Plain {
        final double m;
        final double lambdaE;
        double tau = 1.0 / K;
        final double[] p = new double[K];
        final double[] h = new double[K];
        double selected;

        Plain(double m, double lambdaE) {
            this.m = m;
            this.lambdaE = lambdaE;
            Arrays.fill(p, 1.0 / K);
            Arrays.fill(h, 1.0 / K);
        }

        double loss(double[][] weak, double[][] strong) {
            int n = weak.length;
            double[][] q = new double[n][];
            tau *= m;
            for (int c = 0; c < K; c++) {
                p[c] *= m;
                h[c] *= m;
            }
            for (int b = 0; b < n; b++) {
                q[b] = softmax(weak[b]);
                tau += (1 - m) * q[b][largest(q[b])] / n;
                h[largest(q[b])] += (1 - m) / n;
                for (int c = 0; c < K; c++) {
                    p[c] += (1 - m) * q[b][c] / n;
                }
            }
            double most = Arrays.stream(p).max().orElseThrow();
            double loss = 0;
            double[] meanStrong = new double[K];
            double[] histogram = new double[K];
            selected = 0;
            for (int b = 0; b < n; b++) {
                int label = largest(q[b]);
                if (q[b][label] >= tau * p[label] / most) {
                    double[] s = softmax(strong[b]);
                    loss -= Math.log(s[label]) / n;
                    selected++;
                    histogram[largest(s)]++;
                    for (int c = 0; c < K; c++) {
                        meanStrong[c] += s[c];
                    }
                }
            }
            if (selected == 0) {
                return loss;
            }
            double[] a = new double[K];
            double[] ratio = new double[K];
            for (int c = 0; c < K; c++) {
                a[c] = p[c] / h[c];
                ratio[c] = histogram[c] == 0 ? 0 : meanStrong[c] / histogram[c];
            }
            double totalA = Arrays.stream(a).sum();
            double totalRatio = Arrays.stream(ratio).sum();
            for (int c = 0; c < K; c++) {
                loss += lambdaE * a[c] / totalA * Math.log(ratio[c] / totalRatio + 1e-12);
            }
            return loss;
        }

        private static double[] softmax(double[] logits) {
            double total = Arrays.stream(logits).map(Math::exp).sum();
            return Arrays.stream(logits).map(v -> Math.exp(v) / total).toArray();
        }

        private static int largest(double[] values) {
            int best = 0;
            for (int c = 1; c < values.length; c++) {
                best = values[c] > values[best] ? c : best;
            }
            return best;
        }
    }

    private static double[][] draw(RandomStream random, double scale) {
        double[][] logits = new double[N][K];
        for (double[] row : logits) {
            Arrays.setAll(row, c -> scale * random.nextGaussian() + 0.5 * c);
        }
        return logits;
    }

    private NDArray array(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return step.array(flat, new Shape(rows.length, K));
    }

    @ParameterizedTest(name = "decay {0}, lambda_e {1}")
    @CsvSource({"0.9, 0.01", "0.5, 1", "0.8, 0"})
    void agreesWithPlainLoopsOverTwentyBatches(double decay, double lambdaE) {
        FreeMatch freeMatch = new FreeMatch(K, decay, lambdaE);
        Plain plain = new Plain(decay, lambdaE);
        RandomStream random = new RandomStreams(1).at("logits", 0);
        double masked = 0;
        for (int batch = 0; batch < 20; batch++) {
            double[][] weak = draw(random, 1.5);
            double[][] strong = draw(random, 1);

            double loss = freeMatch.loss(step, array(weak), array(strong)).getDouble();

            assertThat(loss).isCloseTo(plain.loss(weak, strong), within(1e-12));
            assertThat(freeMatch.maskRate()).isCloseTo(plain.selected / N, within(1e-15));
            double[] state = new double[1 + 2 * K];
            state[0] = plain.tau;
            System.arraycopy(plain.p, 0, state, 1, K);
            System.arraycopy(plain.h, 0, state, 1 + K, K);
            assertThat(freeMatch.state()).containsExactly(state, within(1e-14));
            masked += plain.selected / N / 20;
        }
        // Both outcomes of the mask occur, else the comparison would show little.
        assertThat(masked).isBetween(0.1, 0.99);
    }

    @Test
    void theStateIsUpdatedBeforeTheMaskIsTaken() {
        FreeMatch freeMatch = new FreeMatch(K, 0, 0);
        double[][] weak = new double[N][K];
        weak[0][2] = 5;
        weak[1][2] = 1;

        freeMatch.loss(step, array(weak), array(weak));

        // With decay 0 the threshold is the batch's mean confidence, which only the first exceeds.
        assertThat(freeMatch.thresholds()[2]).isCloseTo(freeMatch.state()[0], within(1e-15));
        assertThat(freeMatch.maskRate()).isCloseTo(expectedRate(weak), within(1e-15));
    }

    private static double expectedRate(double[][] weak) {
        Plain plain = new Plain(0, 0);
        plain.loss(weak, weak);
        return plain.selected / N;
    }

    /** The official sign: minimising moves the strong mean away from the target, as written. */
    @Test
    void theFairnessTermIsAddedWithTheOfficialSign() {
        double[][] logits = draw(new RandomStreams(3).at("logits", 0), 2);
        double without =
                new FreeMatch(K, 0.9, 0).loss(step, array(logits), array(logits)).getDouble();
        double with = new FreeMatch(K, 0.9, 1).loss(step, array(logits), array(logits)).getDouble();

        assertThat(with).isLessThan(without);
    }

    @Test
    void noSampleAboveItsThresholdGivesZeroLossAndGradient() {
        // Decay 1 keeps tau and p~ at 1/K: a confidence is never below, so raise tau first.
        FreeMatch freeMatch = new FreeMatch(K, 0.5, 1);
        double[][] sure = new double[N][K];
        Arrays.stream(sure).forEach(row -> row[1] = 50);
        for (int i = 0; i < 40; i++) {
            freeMatch.loss(step, array(sure), array(sure));
        }
        double[][] unsure = new double[N][K];
        Arrays.stream(unsure).forEach(row -> row[1] = 0.1);
        try (GradientMode on = GradientMode.on()) {
            NDArray strong = step.leaf(array(unsure));
            NDArray loss = freeMatch.loss(step, array(unsure), strong);

            assertThat(freeMatch.maskRate()).isZero();
            assertThat(loss.getDouble()).isZero();
            assertThat(step.gradient(loss, strong).toDoubleArray()).containsOnly(0);
        }
    }

    @Test
    void theGradientFlowsThroughStrongViewsAloneAndIsThatOfTheLoss() {
        RandomStream random = new RandomStreams(4).at("logits", 0);
        double[][] weak = draw(random, 2);
        double[][] strong = draw(random, 1);
        double[][] direction = draw(random, 1);
        try (GradientMode on = GradientMode.on()) {
            NDArray w = step.leaf(array(weak));
            NDArray s = step.leaf(array(strong));
            Parameters gradients =
                    step.gradients(
                            new FreeMatch(K, 0.9, 0.5).loss(step, w, s),
                            Parameters.of(Map.of("w", w, "s", s)));
            double exact = gradients.get("s").mul(array(direction)).sum().getDouble();
            double distance = 1e-6;
            double difference =
                    (new Plain(0.9, 0.5).loss(weak, moved(strong, direction, distance))
                                    - new Plain(0.9, 0.5)
                                            .loss(weak, moved(strong, direction, -distance)))
                            / (2 * distance);

            assertThat(gradients.get("w").toDoubleArray()).containsOnly(0);
            assertThat(exact).isCloseTo(difference, within(1e-7)).isNotZero();
        }
    }

    private static double[][] moved(double[][] x, double[][] direction, double distance) {
        double[][] result = new double[N][K];
        for (int i = 0; i < N; i++) {
            for (int c = 0; c < K; c++) {
                result[i][c] = x[i][c] + distance * direction[i][c];
            }
        }
        return result;
    }
}
