package org.mpssl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** What holds for the losses with pseudo-labels whatever the numbers are. */
class PseudoLabelPropertyTests {

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

    @Provide
    Arbitrary<UnsupervisedLoss> pseudoLabelLosses() {
        return Arbitraries.of(new FixMatch(0), new FixMatch(0.6), new Uda(0, 1), new Uda(0.6, 0.4));
    }

    private static Outputs logits(NDArray rows) {
        return new Outputs(null, rows);
    }

    private static double value(NDArray scalar) {
        return scalar.getDouble();
    }

    /** A mean over images does not know their order; neither does FreeMatch's state. */
    @Property(tries = 100)
    void theOrderOfABatchDoesNotMatter(
            @ForAll long seed,
            @ForAll("scales") double scale,
            @ForAll("pseudoLabelLosses") UnsupervisedLoss loss) {
        try (Step step = workspace.step()) {
            RandomBatch c = new RandomBatch(step, seed, scale);
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
            RandomBatch c = new RandomBatch(step, seed, scale);
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
            NDArray weak = new RandomBatch(step, seed, scale).rows();

            assertThat(of(step, new Uda(0, 1), weak, weak.add(3))).isCloseTo(0, within(1e-9));
        }
    }

    @Property(tries = 60)
    void noPseudoLabelLossPullsAtTheWeakView(
            @ForAll long seed, @ForAll("pseudoLabelLosses") UnsupervisedLoss loss) {
        try (Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            RandomBatch c = new RandomBatch(step, seed, 2);
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
            RandomBatch c = new RandomBatch(step, seed, scale);
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
            RandomBatch c = new RandomBatch(step, seed, 2);
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
            RandomBatch c = new RandomBatch(step, seed, 1.5);
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
