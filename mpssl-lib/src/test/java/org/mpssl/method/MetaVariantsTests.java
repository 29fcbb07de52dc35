package org.mpssl.method;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.loss.FeatureConsistency;
import org.mpssl.loss.FeatureDistance;
import org.mpssl.loss.FeatureGap;
import org.mpssl.loss.FreeMatch;
import org.mpssl.loss.Uda;
import org.mpssl.method.TinyMeta.Variant;
import org.mpssl.nn.LabelConverter.Form;
import org.mpssl.nn.LatentMapper;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.nn.UnconditionalMapper;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;

/** The meta-gradient of every ablation, against one big graph and central differences. */
class MetaVariantsTests {

    private static final Variant USUAL = Variant.of(Form.SOFT_GUMBEL, 1);

    private static FeatureConsistency distance(FeatureDistance distance) {
        return new FeatureConsistency(distance, false);
    }

    private static MetaGradient.Objective objective(
            double eta, boolean validation, FeatureGap gap) {
        return new MetaGradient.Objective(3, eta, validation, gap, 1);
    }

    static Stream<Arguments> variants() {
        return Stream.of(
                Arguments.of("L1", USUAL.with(distance(FeatureDistance.L1))),
                Arguments.of("L2", USUAL.with(distance(FeatureDistance.L2))),
                Arguments.of("smooth L1", USUAL.with(distance(FeatureDistance.SMOOTH_L1))),
                Arguments.of(
                        "detached",
                        USUAL.with(new FeatureConsistency(FeatureDistance.COSINE, true))),
                Arguments.of("FreeMatch", USUAL.with(new FreeMatch(TinyMeta.CLASSES, 0.9, 0.1))),
                Arguments.of("UDA", USUAL.with(new Uda(0.34, 0.4))),
                Arguments.of("MMD", USUAL.with(objective(0.1, true, FeatureGap.MMD))),
                Arguments.of("MMD alone", USUAL.with(objective(0.1, false, FeatureGap.MMD))),
                Arguments.of("no L_val", USUAL.with(objective(0.1, false, FeatureGap.MSE))),
                Arguments.of("no L_gap", USUAL.with(objective(0.1, true, null))),
                Arguments.of("eta of theta", USUAL.with(objective(0, true, null))),
                Arguments.of(
                        "unconditional",
                        USUAL.with(new UnconditionalMapper(SmallBigGan.LATENT, 8))),
                Arguments.of("no mapper", USUAL.with(LatentMapper.IDENTITY)),
                Arguments.of("soft embedding", USUAL.with(Form.SOFT_EMBEDDING)),
                Arguments.of("random label", USUAL.with(Form.RANDOM)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void stagesAgreeWithOneBigGraph(String name, Variant variant) {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, variant);
                Step step = tiny.workspace.step()) {
            Parameters staged = tiny.metaGradient().at(step, tiny.point(step), tiny.w).gradients();
            Parameters whole = tiny.whole(step);

            assertThat(whole.norm()).isGreaterThan(1e-7);
            assertThat(staged.plus(whole, -1).norm() / whole.norm()).isLessThan(1e-10);
        }
    }

    /** MMD's bandwidth is a constant of the step, but central differences move it too. */
    static Stream<Arguments> variantsWithoutMmd() {
        return variants()
                .filter(
                        arguments ->
                                ((Variant) arguments.get()[1]).objective().gap() != FeatureGap.MMD);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variantsWithoutMmd")
    void agreesWithCentralDifferences(String name, Variant variant) {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, variant);
                Step step = tiny.workspace.step()) {
            Parameters gradient =
                    tiny.metaGradient().at(step, tiny.point(step), tiny.w).gradients();
            double best = Double.POSITIVE_INFINITY;
            // A unit that flips between the two points only ever adds to the error.
            for (double distance : new double[] {1e-5, 1e-6, 1e-7}) {
                best = Math.min(best, error(tiny, step, gradient, distance));
            }
            assertThat(gradient.norm()).isGreaterThan(1e-7);
            assertThat(best).isLessThan(1e-5);
        }
    }

    private static double error(TinyMeta tiny, Step step, Parameters gradient, double distance) {
        double squaredError = 0;
        double squaredLength = 0;
        for (int i = 0; i < 6; i++) {
            Parameters direction = tiny.direction(step, "", i);
            double exact = TinyMeta.dot(gradient, direction);
            double difference =
                    (tiny.objective(direction, distance) - tiny.objective(direction, -distance))
                            / (2 * distance);
            squaredError += Math.pow(exact - difference, 2);
            squaredLength += Math.pow(exact, 2);
        }
        return Math.sqrt(squaredError / squaredLength);
    }

    /** The meta step looks at FreeMatch's thresholds as they will be, and leaves them alone. */
    @Test
    void theMetaStepLeavesTheStateOfFreeMatchAlone() {
        FreeMatch freeMatch = new FreeMatch(TinyMeta.CLASSES, 0.9, 0.1);
        double[] before = freeMatch.state();
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, USUAL.with(freeMatch));
                Step step = tiny.workspace.step()) {
            tiny.metaGradient().at(step, tiny.point(step), tiny.w);
        }

        assertThat(freeMatch.state()).isEqualTo(before);
    }

    /** The gradient of the images is that of L_val alone, which is not zero. */
    @Test
    void theGradientOfTheValidationLossReachesEveryImage() {
        try (TinyMeta tiny =
                        new TinyMeta(DataType.FLOAT64, USUAL.with(objective(0.1, true, null)));
                Step step = tiny.workspace.step()) {
            MetaGradient.Result result = tiny.metaGradient().at(step, tiny.point(step), tiny.w);

            assertThat(result.synthetic().getShape())
                    .isEqualTo(new Shape(TinyMeta.BATCH, 1, 32, 32));
            for (Map.Entry<String, NDArray> gradient : result.gradients()) {
                assertThat(gradient.getValue().abs().sum().getDouble()).isPositive();
            }
        }
    }

    /** As the paper says: MMD's derivative with the bandwidth held. */
    @Test
    void theGradientOfMmdIsThatOfPlainLoopsWithAFixedBandwidth() {
        double[][] real = {{0.3, -1}, {1.2, 0.4}, {0.9, 0.1}};
        double[][] fake = {{0.5, -0.2}, {-0.7, 0.8}, {0.2, 1.4}};
        double median = MmdLoops.median(real, fake);
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, USUAL);
                Step step = tiny.workspace.step();
                GradientMode on = GradientMode.on()) {
            NDArray x = step.array(flat(real), new Shape(3, 2));
            NDArray y = step.leaf(step.array(flat(fake), new Shape(3, 2)));
            NDArray mmd = FeatureGap.MMD.mean(x, y);
            assertThat(mmd.getDouble())
                    .isCloseTo(
                            MmdLoops.mmd(real, fake, median),
                            org.assertj.core.api.Assertions.within(1e-12));
            double[] gradient = step.gradient(mmd, y).toDoubleArray();
            for (int i = 0; i < 6; i++) {
                double h = 1e-6;
                double[][] up = MmdLoops.moved(fake, i, h);
                double[][] down = MmdLoops.moved(fake, i, -h);
                double difference =
                        (MmdLoops.mmd(real, up, median) - MmdLoops.mmd(real, down, median))
                                / (2 * h);
                assertThat(gradient[i])
                        .isCloseTo(difference, org.assertj.core.api.Assertions.within(1e-8));
            }
        }
    }

    private static double[] flat(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
    }

    /** MMD written with loops. */
    private static final class MmdLoops {

        private static final double[] FACTORS = {0.25, 0.5, 1, 2, 4};

        static double squared(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (a[i] - b[i]) * (a[i] - b[i]);
            }
            return sum;
        }

        static double median(double[][] a, double[][] b) {
            double[][] all = Stream.of(a, b).flatMap(Stream::of).toArray(double[][]::new);
            java.util.List<Double> pairs = new java.util.ArrayList<>();
            for (int i = 0; i < all.length; i++) {
                for (int j = i + 1; j < all.length; j++) {
                    pairs.add(squared(all[i], all[j]));
                }
            }
            java.util.Collections.sort(pairs);
            int n = pairs.size();
            return n % 2 == 1 ? pairs.get(n / 2) : (pairs.get(n / 2 - 1) + pairs.get(n / 2)) / 2;
        }

        static double meanKernel(double[][] a, double[][] b, double median) {
            double sum = 0;
            for (double[] x : a) {
                for (double[] y : b) {
                    for (double factor : FACTORS) {
                        sum += Math.exp(-squared(x, y) / (factor * median)) / FACTORS.length;
                    }
                }
            }
            return sum / (a.length * b.length);
        }

        static double mmd(double[][] a, double[][] b, double median) {
            return meanKernel(a, a, median)
                    + meanKernel(b, b, median)
                    - 2 * meanKernel(a, b, median);
        }

        static double[][] moved(double[][] rows, int index, double by) {
            double[][] copy = Stream.of(rows).map(double[]::clone).toArray(double[][]::new);
            copy[index / 2][index % 2] += by;
            return copy;
        }
    }
}
