package org.mpssl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What holds for labels, distances and gaps whatever the numbers are. */
class DistancePropertyTests {

    private static final double ROUNDING = 1e-10;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);

    @AfterProperty
    void close() {
        workspace.close();
    }

    @Provide
    Arbitrary<Double> scales() {
        return Arbitraries.of(RandomBatch.SCALES);
    }

    private static double value(NDArray scalar) {
        return scalar.getDouble();
    }

    @Property(tries = 150)
    void crossEntropyIsPositiveAndKnowsDifferencesOfLogitsAlone(
            @ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step()) {
            RandomBatch c = new RandomBatch(step, seed, scale);
            NDArray logits = c.rows();
            NDArray labels = c.labels();

            double loss = value(CrossEntropy.mean(logits, labels));

            assertThat(loss).isNotNegative();
            assertThat(value(CrossEntropy.mean(logits.add(7), labels)))
                    .isCloseTo(loss, within(ROUNDING * (1 + loss)));
        }
    }

    @Property(tries = 100)
    void theGradientOfCrossEntropyPullsEveryRowByNothingInSum(
            @ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            RandomBatch c = new RandomBatch(step, seed, scale);
            NDArray logits = step.leaf(c.rows());

            NDArray gradient = step.gradient(CrossEntropy.mean(logits, c.labels()), logits);

            assertThat(gradient.sum(new int[] {1}).toDoubleArray())
                    .containsOnly(new double[c.n], within(ROUNDING));
            assertThat(gradient.abs().max().getDouble()).isLessThanOrEqualTo(1.0 / c.n + ROUNDING);
        }
    }

    @Property(tries = 150)
    void distancesAreSymmetricPositiveAndNothingOfEqualFeatures(
            @ForAll long seed, @ForAll("scales") double scale, @ForAll FeatureDistance distance) {
        try (Step step = workspace.step()) {
            RandomBatch c = new RandomBatch(step, seed, scale);
            NDArray a = c.rows();
            NDArray b = c.rows();

            double there = value(distance.mean(a, b));

            assertThat(there)
                    .isNotNegative()
                    .isCloseTo(value(distance.mean(b, a)), within(ROUNDING));
            assertThat(value(distance.mean(a, a))).isCloseTo(0, within(ROUNDING));
        }
    }

    @Property(tries = 100)
    void theCosineDistanceLiesBetweenNothingAndTwoAndDoesNotKnowLengths(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 1000) int stretch) {
        try (Step step = workspace.step()) {
            RandomBatch c = new RandomBatch(step, seed, 1);
            NDArray a = c.rows();
            NDArray b = c.rows();

            double distance = value(FeatureDistance.COSINE.mean(a, b));

            assertThat(distance).isBetween(-ROUNDING, 2 + ROUNDING);
            assertThat(value(FeatureDistance.COSINE.mean(a.mul(stretch), b)))
                    .isCloseTo(distance, within(ROUNDING));
        }
    }

    /** m (|d| - m / 2) is at most |d| and at most d^2 / 2, and misses the larger of them by 1/2. */
    @Property(tries = 100)
    void smoothL1LiesBelowBothOfItsPieces(@ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step()) {
            RandomBatch c = new RandomBatch(step, seed, scale);
            NDArray a = c.rows();
            NDArray b = c.rows();
            double l1 = value(FeatureDistance.L1.mean(a, b));
            double l2 = value(FeatureDistance.L2.mean(a, b));

            double smooth = value(FeatureDistance.SMOOTH_L1.mean(a, b));

            assertThat(smooth).isBetween(l1 - 0.5 - ROUNDING, Math.min(l1, l2 / 2) + ROUNDING);
        }
    }

    /** The biased estimate of MMD is the squared length of a vector. */
    @Property(tries = 100)
    void theGapIsPositiveAndMmdComparesBatchesAsSets(@ForAll long seed, @ForAll FeatureGap gap) {
        try (Step step = workspace.step()) {
            RandomBatch c = new RandomBatch(step, seed, 1);
            NDArray real = c.rows();
            NDArray synthetic = c.rows();

            double there = value(gap.mean(real, synthetic));

            assertThat(there).isGreaterThan(-ROUNDING);
            assertThat(value(gap.mean(synthetic, real))).isCloseTo(there, within(ROUNDING));
            if (gap == FeatureGap.MMD) {
                NDArray mixed = c.inOrder(synthetic, c.random.permutation(c.n));
                assertThat(value(gap.mean(real, mixed))).isCloseTo(there, within(ROUNDING));
            }
        }
    }
}
