package org.mpssl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What holds for the losses whatever the numbers are. */
class LossPropertyTests {

    private static final double ROUNDING = 1e-10;

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT64);

    @AfterProperty
    void close() {
        workspace.close();
    }

    /** From nearly even predictions to ones that are sure to the last bits. */
    @Provide
    Arbitrary<Double> scales() {
        return Arbitraries.of(0.01, 1.0, 4.0, 40.0);
    }

    @Provide
    Arbitrary<UnsupervisedLoss> pseudoLabelLosses() {
        return Arbitraries.of(new FixMatch(0), new FixMatch(0.6), new Uda(0, 1), new Uda(0.6, 0.4));
    }

    /** A batch of n rows of k numbers, with labels. */
    private static final class Case {
        final int n;
        final int k;
        final Step step;
        final RandomStream random;
        final double scale;

        Case(Step step, long seed, double scale) {
            this.step = step;
            this.scale = scale;
            random = new RandomStreams(seed).at("case", 0);
            n = 1 + random.nextInt(9);
            k = 2 + random.nextInt(6);
        }

        double[] numbers() {
            return IntStream.range(0, n * k)
                    .mapToDouble(i -> scale * random.nextGaussian())
                    .toArray();
        }

        NDArray rows(double[] values) {
            return step.array(values, new Shape(n, k));
        }

        NDArray rows() {
            return rows(numbers());
        }

        NDArray labels() {
            return step.indices(IntStream.range(0, n).map(i -> random.nextInt(k)).toArray());
        }

        NDArray inOrder(NDArray rows, int[] order) {
            return rows.get(step.indices(order));
        }
    }

    private static Outputs logits(NDArray rows) {
        return new Outputs(null, rows);
    }

    private static double value(NDArray scalar) {
        return scalar.getDouble();
    }

    @Property(tries = 150)
    void crossEntropyIsPositiveAndKnowsDifferencesOfLogitsAlone(
            @ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step()) {
            Case c = new Case(step, seed, scale);
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
            Case c = new Case(step, seed, scale);
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
            Case c = new Case(step, seed, scale);
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
            Case c = new Case(step, seed, 1);
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
            Case c = new Case(step, seed, scale);
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
            Case c = new Case(step, seed, 1);
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

    /** A mean over images does not know their order; neither does FreeMatch's state. */
    @Property(tries = 100)
    void theOrderOfABatchDoesNotMatter(
            @ForAll long seed,
            @ForAll("scales") double scale,
            @ForAll("pseudoLabelLosses") UnsupervisedLoss loss) {
        try (Step step = workspace.step()) {
            Case c = new Case(step, seed, scale);
            for (UnsupervisedLoss each : List.of(loss, new FreeMatch(c.k, 0.7, 0.1))) {
                NDArray weak = c.rows();
                NDArray strong = c.rows();
                int[] order = c.random.permutation(c.n);

                UnsupervisedLoss.Value straight =
                        each.of(step, logits(weak), logits(strong), false);
                UnsupervisedLoss.Value mixed =
                        each.of(
                                step,
                                logits(c.inOrder(weak, order)),
                                logits(c.inOrder(strong, order)),
                                false);

                double expected = value(straight.loss());
                assertThat(value(mixed.loss()))
                        .isCloseTo(expected, within(ROUNDING * (1 + Math.abs(expected))));
                assertThat(mixed.metrics().get("mask"))
                        .isCloseTo(straight.metrics().get("mask"), within(ROUNDING));
            }
        }
    }

    @Property(tries = 100)
    void pseudoLabelLossesArePositiveAndAHigherThresholdNeverAddsToThem(
            @ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step()) {
            Case c = new Case(step, seed, scale);
            NDArray weak = c.rows();
            NDArray strong = c.rows();
            double before = Double.POSITIVE_INFINITY;
            double beforeUda = Double.POSITIVE_INFINITY;
            for (double threshold : new double[] {0, 0.3, 0.6, 0.95, 1.1}) {
                double fixMatch = of(step, new FixMatch(threshold), weak, strong);
                double uda = of(step, new Uda(threshold, 0.4), weak, strong);

                assertThat(fixMatch).isBetween(0.0, before);
                assertThat(uda).isBetween(-ROUNDING, beforeUda);
                before = fixMatch;
                beforeUda = uda + ROUNDING;
            }
            assertThat(before).isZero();
        }
    }

    private static double of(Step step, UnsupervisedLoss loss, NDArray weak, NDArray strong) {
        return value(loss.of(step, logits(weak), logits(strong), false).loss());
    }

    /** Without sharpening, UDA asks for the weak view's own prediction. */
    @Property(tries = 50)
    void udaIsNothingWhereTheStrongViewSaysWhatIsAskedFor(
            @ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step()) {
            NDArray weak = new Case(step, seed, scale).rows();

            assertThat(of(step, new Uda(0, 1), weak, weak.add(3))).isCloseTo(0, within(1e-9));
        }
    }

    @Property(tries = 60)
    void noPseudoLabelLossPullsAtTheWeakView(
            @ForAll long seed, @ForAll("pseudoLabelLosses") UnsupervisedLoss loss) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            Case c = new Case(step, seed, 2);
            for (UnsupervisedLoss each : List.of(loss, new FreeMatch(c.k, 0.7, 0.1))) {
                // As its callers do: such a loss is given a weak view without a graph.
                assertThat(each.trainsWeakView()).isFalse();
                NDArray strong = step.leaf(c.rows());
                NDArray value = each.of(step, logits(c.rows()), logits(strong), false).loss();
                double[] rows = step.gradient(value, strong).sum(new int[] {1}).toDoubleArray();
                assertThat(rows).containsOnly(new double[c.n], within(1e-9));
            }
        }
    }

    /** tau between 1/K and 1, p~ and h~ distributions, and no class's threshold above tau. */
    @Property(tries = 60)
    void theStateOfFreeMatchStaysOneOfAveragesOfDistributions(
            @ForAll long seed, @ForAll("scales") double scale) {
        try (Step step = workspace.step()) {
            Case c = new Case(step, seed, scale);
            FreeMatch freeMatch = new FreeMatch(c.k, 0.8, 0.01);
            for (int batch = 0; batch < 6; batch++) {
                double loss = value(freeMatch.loss(step, c.rows(), c.rows()));

                double[] state = freeMatch.state();
                assertThat(loss).isFinite();
                assertThat(state[0]).isBetween(1.0 / c.k - ROUNDING, 1 + ROUNDING);
                for (int from : new int[] {1, 1 + c.k}) {
                    double[] part = Arrays.copyOfRange(state, from, from + c.k);
                    assertThat(Arrays.stream(part).sum()).isCloseTo(1, within(ROUNDING));
                    assertThat(Arrays.stream(part)).allMatch(share -> share >= 0);
                }
                double[] thresholds = freeMatch.thresholds();
                assertThat(Arrays.stream(thresholds))
                        .allMatch(t -> t >= 0 && t <= state[0] + ROUNDING);
                assertThat(Arrays.stream(thresholds).max().orElseThrow())
                        .isCloseTo(state[0], within(ROUNDING));
                assertThat(freeMatch.maskRate()).isBetween(0.0, 1.0);
            }
        }
    }

    @Property(tries = 60)
    void aLookAtFreeMatchMovesNothing(@ForAll long seed) {
        try (Step step = workspace.step()) {
            Case c = new Case(step, seed, 2);
            FreeMatch freeMatch = new FreeMatch(c.k, 0.8, 0.01);
            freeMatch.loss(step, c.rows(), c.rows());
            double[] before = freeMatch.state();
            NDArray weak = c.rows();
            NDArray strong = c.rows();

            double looked = of(step, freeMatch, weak, strong);

            assertThat(freeMatch.state()).isEqualTo(before);
            assertThat(value(freeMatch.loss(step, weak, strong))).isEqualTo(looked);
            assertThat(freeMatch.state()).isNotEqualTo(before);
        }
    }

    /** The gradient of a mean over all N: an image that does not count pulls at nothing. */
    @Property(tries = 60)
    void imagesBelowTheThresholdPullAtNothing(@ForAll long seed) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            Case c = new Case(step, seed, 1.5);
            NDArray weak = c.rows();
            double[] confidence = weak.softmax(1).max(new int[] {1}).toDoubleArray();
            double threshold = 0.6;
            for (UnsupervisedLoss loss :
                    List.of(new FixMatch(threshold), new Uda(threshold, 0.4))) {
                NDArray strong = step.leaf(c.rows());
                NDArray value = loss.of(step, logits(weak), logits(strong), false).loss();
                double[] pull =
                        step.gradients(value, Parameters.of(Map.of("strong", strong)))
                                .get("strong")
                                .abs()
                                .sum(new int[] {1})
                                .toDoubleArray();
                for (int i = 0; i < c.n; i++) {
                    if (confidence[i] < threshold) {
                        assertThat(pull[i]).isZero();
                    } else {
                        assertThat(pull[i]).isPositive();
                    }
                }
            }
        }
    }
}
