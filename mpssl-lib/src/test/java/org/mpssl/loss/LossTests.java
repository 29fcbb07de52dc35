package org.mpssl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

    private static Outputs features(NDArray rows) {
        return new Outputs(rows, null);
    }

    private static Outputs logits(NDArray rows) {
        return new Outputs(null, rows);
    }

    @Test
    void distancesAreMeansOverBatchAndFeatures() {
        NDArray a = rows(2, 1, 2, 3, 4);
        NDArray b = rows(2, 1.5, 4, 3, 3.5);

        assertThat(FeatureDistance.L1.mean(a, b).getDouble()).isCloseTo(3.0 / 4, within(1e-15));
        assertThat(FeatureDistance.L2.mean(a, b).getDouble()).isCloseTo(4.5 / 4, within(1e-15));
        assertThat(FeatureDistance.SMOOTH_L1.mean(a, b).getDouble())
                .isCloseTo((0.125 + 1.5 + 0.125) / 4, within(1e-15));
        assertThat(FeatureDistance.COSINE.mean(a, b).getDouble()).isEqualTo(scr(a, b));
    }

    @Test
    void theGradientOfSmoothL1IsTheDifferenceUpToOne() {
        try (GradientMode on = GradientMode.on()) {
            NDArray a = step.leaf(rows(1, 0.25, -0.5, 3, -4));
            NDArray loss = FeatureDistance.SMOOTH_L1.mean(a, rows(1, 0, 0, 0, 0));

            assertThat(step.gradient(loss, a).toDoubleArray())
                    .containsExactly(new double[] {0.0625, -0.125, 0.25, -0.25}, within(1e-15));
        }
    }

    @Test
    void featureConsistencyNamesItselfAndNeedsNoHead() {
        FeatureConsistency scr = new FeatureConsistency(FeatureDistance.COSINE, true);

        assertThat(scr.name()).isEqualTo("scr");
        assertThat(scr.usesHead()).isFalse();
        assertThat(scr.trainsWeakView()).isFalse();
        assertThat(new FeatureConsistency(FeatureDistance.L1, false).trainsWeakView()).isTrue();
        UnsupervisedLoss.Value value =
                scr.of(step, features(rows(1, 1, 0)), features(rows(1, 0, 2)), true);
        assertThat(value.loss().getDouble()).isCloseTo(1, within(1e-15));
        assertThat(value.metrics()).isEmpty();
    }

    /** Of three images one is sure; the mean is over all three. */
    @Test
    void fixMatchTrainsTheStrongViewTowardsSureClassesAlone() {
        NDArray weak = rows(3, 5, 0, 0, 1, 0, 0.5);
        NDArray strong = rows(3, 0.3, 0.1, 2, -1, 0, 0);
        double confidence = 1 / (1 + Math.exp(-5));

        UnsupervisedLoss.Value value =
                new FixMatch(0.95).of(step, logits(weak), logits(strong), true);

        double crossEntropy = -Math.log(Math.exp(0.3) / (Math.exp(0.3) + Math.exp(0.1)));
        assertThat(confidence).isGreaterThan(0.95);
        assertThat(value.loss().getDouble()).isCloseTo(crossEntropy / 3, within(1e-14));
        assertThat(value.metrics()).containsEntry("mask", 1.0 / 3);
    }

    /** FixMatch's threshold is reached by equality, UDA's has to be exceeded. */
    @Test
    void aConfidenceOnTheThresholdCountsForFixMatchAndNotForUda() {
        NDArray even = rows(1, 0, 0);

        assertThat(new FixMatch(0.5).of(step, logits(even), logits(even), true).metrics())
                .containsEntry("mask", 1.0);
        assertThat(new Uda(0.5, 0.4).of(step, logits(even), logits(even), true).metrics())
                .containsEntry("mask", 0.0);
    }

    @Test
    void udaSharpensLogitsAndMasksByTheUnsharpenedPrediction() {
        NDArray weak = rows(2, 1, 0, 0.1, 0);
        NDArray strong = rows(2, 0, 0.5, 3, 0);
        double temperature = 0.4;
        double q = 1 / (1 + Math.exp(-1 / temperature));
        double p = 1 / (1 + Math.exp(0.5));
        double divergence = q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));

        UnsupervisedLoss.Value value =
                new Uda(0.6, temperature).of(step, logits(weak), logits(strong), true);

        // The second image is sure enough only after sharpening: .52 against .56.
        assertThat(value.loss().getDouble()).isCloseTo(divergence / 2, within(1e-14));
        assertThat(value.metrics()).containsEntry("mask", 0.5);
    }

    @Test
    void lossesWithoutStateHaveNoneToRestore() {
        Uda uda = new Uda(0.8, 0.4);

        assertThat(uda.state()).isEmpty();
        uda.restore(new double[0]);
        assertThatThrownBy(() -> uda.restore(new double[1])).hasMessageContaining("uda has no");
    }

    @Test
    void freeMatchGoesOnFromARestoredState() {
        NDArray weak = rows(2, 2, 0, 0, 3);
        FreeMatch first = new FreeMatch(2, 0.9, 0.1);
        first.loss(step, weak, weak);
        FreeMatch second = new FreeMatch(2, 0.9, 0.1);

        second.restore(first.state());

        assertThat(second.state()).isEqualTo(first.state());
        assertThat(second.loss(step, weak, weak).getDouble())
                .isEqualTo(first.loss(step, weak, weak).getDouble());
        assertThat(second.state()).isEqualTo(first.state());
        assertThatThrownBy(() -> second.restore(new double[3])).hasMessageContaining("5 numbers");
    }

    @Test
    void samplesOfOneDistributionHaveNoDiscrepancyAndOthersDo() {
        NDArray a = rows(4, 0, 1, 1, 0, 2, 2, -1, 0.5);
        NDArray far = rows(4, 9, 8, 9, 9, 8, 9, 8, 8.5);

        assertThat(FeatureGap.MMD.mean(a, a).getDouble()).isCloseTo(0, within(1e-14));
        assertThat(FeatureGap.MMD.mean(a, far).getDouble()).isBetween(0.5, 2.0);
        assertThat(FeatureGap.MSE.mean(a, a).getDouble()).isZero();
        NDArray same = rows(2, 1, 1, 1, 1);
        assertThat(FeatureGap.MMD.mean(same, same).getDouble()).isCloseTo(0, within(1e-14));
    }
}
