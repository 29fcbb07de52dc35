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
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class LossTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    private NDArray rows(int n, double... values) {
        return step.array(values, new Shape(n, values.length / n));
    }

    @Test
    void crossEntropyIsTheMeanNegativeLogProbabilityOfTheLabel() {
        NDArray logits = rows(2, 1, 2, 3, -1, 0, 4);
        NDArray labels = step.indices(new int[] {0, 2});
        double first = -1 + Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3));
        double second = -4 + Math.log(Math.exp(-1) + Math.exp(0) + Math.exp(4));

        assertThat(CrossEntropy.perSample(logits, labels).toDoubleArray())
                .containsExactly(new double[] {first, second}, within(1e-14));
        assertThat(CrossEntropy.mean(logits, labels).getDouble())
                .isCloseTo((first + second) / 2, within(1e-14));
    }

    @Test
    void crossEntropyOfEqualLogitsIsTheLogarithmOfTheClassCount() {
        NDArray logits = rows(1, 7, 7, 7, 7, 7, 7, 7);

        assertThat(CrossEntropy.mean(logits, step.indices(new int[] {3})).getDouble())
                .isCloseTo(Math.log(7), within(1e-14));
    }

    @Test
    void crossEntropyOfLargeLogitsIsFinite() {
        NDArray logits = rows(1, 1e4, -1e4);

        assertThat(CrossEntropy.mean(logits, step.indices(new int[] {1})).getDouble())
                .isEqualTo(2e4);
    }

    @Test
    void consistencyIsZeroForOneDirectionTwoForOppositeOnes() {
        NDArray a = rows(2, 1, 2, -3, 0.5);

        assertThat(scr(a, rows(2, 2, 4, -30, 5))).isCloseTo(0, within(1e-15));
        assertThat(scr(a, rows(2, -1, -2, 3, -0.5))).isCloseTo(2, within(1e-15));
        assertThat(scr(rows(1, 1, 0), rows(1, 0, 1))).isCloseTo(1, within(1e-15));
        assertThat(scr(rows(1, 1, 0), rows(1, 1, 1))).isCloseTo(1 - Math.sqrt(0.5), within(1e-15));
    }

    private static double scr(NDArray a, NDArray b) {
        return SyntheticConsistency.mean(a, b).getDouble();
    }

    @Test
    void consistencyOfZeroFeaturesIsFiniteWithItsGradient() {
        try (GradientMode on = GradientMode.on()) {
            NDArray zero = step.leaf(rows(1, 0, 0));
            NDArray loss = SyntheticConsistency.mean(zero, rows(1, 1, 0));

            assertThat(loss.getDouble()).isEqualTo(1);
            assertThat(Arrays.stream(step.gradient(loss, zero).toDoubleArray()))
                    .allMatch(Double::isFinite);
        }
    }

    @Test
    void consistencysGradientFlowsThroughBothViews() {
        try (GradientMode on = GradientMode.on()) {
            NDArray a = step.leaf(rows(1, 1, 2));
            NDArray b = step.leaf(rows(1, 2, -1.5));

            Parameters gradients =
                    step.gradients(
                            SyntheticConsistency.mean(a, b), Parameters.of(Map.of("a", a, "b", b)));

            // d cos / da = b / (|a||b|) - cos a / |a|^2
            double norms = Math.sqrt(5) * 2.5;
            double cosine = -1 / norms;
            assertThat(gradients.get("a").toDoubleArray())
                    .containsExactly(
                            new double[] {
                                -(2 / norms - cosine / 5), -(-1.5 / norms - cosine * 2 / 5)
                            },
                            within(1e-14));
            assertThat(gradients.get("b").toDoubleArray())
                    .containsExactly(
                            new double[] {
                                -(1 / norms - cosine * 2 / 6.25), -(2 / norms + cosine * 1.5 / 6.25)
                            },
                            within(1e-14));
        }
    }

    @Test
    void theGapIsTheMeanSquareOverBatchAndFeatures() {
        NDArray real = rows(2, 1, 2, 3, 4);
        NDArray synthetic = rows(2, 1, 0, 3, 5);

        assertThat(FeatureGap.meanSquaredError(real, synthetic).getDouble())
                .isCloseTo((4 + 1) / 4.0, within(1e-15));
        assertThat(FeatureGap.meanSquaredError(real, real).getDouble()).isZero();
    }
}
