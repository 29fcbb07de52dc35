package org.mpssl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.loss.FeatureConsistency;
import org.mpssl.loss.FeatureDistance;
import org.mpssl.loss.FeatureGap;
import org.mpssl.nn.LabelConverter;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;

class MetaGradientTests {

    private static final int DIRECTIONS = 8;

    /** The steps lie between rounding (too small) and units that flip (too large). */
    @ParameterizedTest(name = "{0} with gap weight {1}")
    @CsvSource({"phi., 0, 1e-5", "phi., 1, 1e-5", "xi., 0, 1e-4", "xi., 1, 1e-4"})
    void agreesWithCentralDifferences(String prefix, double gapWeight, double distance) {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, false, gapWeight);
                Step step = tiny.workspace.step()) {
            Parameters gradient =
                    tiny.metaGradient().at(step, tiny.point(step), tiny.w).gradients();

            double squaredError = 0;
            double squaredLength = 0;
            for (int i = 0; i < DIRECTIONS; i++) {
                Parameters direction = tiny.direction(step, prefix, i);
                double exact = TinyMeta.dot(gradient, direction);
                double difference =
                        (tiny.objective(direction, distance) - tiny.objective(direction, -distance))
                                / (2 * distance);
                squaredError += Math.pow(exact - difference, 2);
                squaredLength += Math.pow(exact, 2);
            }
            assertThat(Math.sqrt(squaredLength)).isGreaterThan(1e-5);
            assertThat(Math.sqrt(squaredError / squaredLength)).isLessThan(1e-6);
        }
    }

    /**
     * The gradient at the cut, before it goes on through the generator: of L_val alone, and of
     * L_gap alone.
     */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"validation", "gap"})
    void theGradientOfTheImagesAgreesWithCentralDifferences(String term) {
        boolean validation = term.equals("validation");
        Map<String, double[]> recorded = new TreeMap<>();
        TinyMeta.Variant variant =
                TinyMeta.Variant.of(LabelConverter.Form.HARD_GUMBEL, 1)
                        .with(
                                new MetaGradient.Objective(
                                        3, 0.1, validation, validation ? null : FeatureGap.MSE, 1));
        try (TinyMeta tiny =
                        new TinyMeta(
                                DataType.FLOAT64,
                                variant,
                                (name, array) -> {
                                    if (array.getDataType() == DataType.FLOAT64) {
                                        recorded.put(name, array.toDoubleArray());
                                    }
                                });
                Step step = tiny.workspace.step()) {
            NDArray images = tiny.metaGradient().at(step, tiny.point(step), tiny.w).synthetic();
            NDArray gradient =
                    step.array(recorded.get("gradient/" + term + "/image"), images.getShape());
            double best = Double.POSITIVE_INFINITY;
            for (double distance : new double[] {1e-4, 1e-5, 1e-6}) {
                best = Math.min(best, errorInImages(tiny, step, images, gradient, distance));
            }

            assertThat(gradient.norm().getDouble()).isGreaterThan(1e-5);
            assertThat(best).isLessThan(1e-6);
        }
    }

    private static double errorInImages(
            TinyMeta tiny, Step step, NDArray images, NDArray gradient, double distance) {
        double squaredError = 0;
        double squaredLength = 0;
        for (int i = 0; i < DIRECTIONS; i++) {
            NDArray direction =
                    step.array(
                            tiny.streams.at("image", i).gaussians((int) images.size()),
                            images.getShape());
            direction = direction.div(direction.norm());
            double exact = gradient.mul(direction).sum().getDouble();
            double difference =
                    (tiny.objective(images.add(direction.mul(distance)))
                                    - tiny.objective(images.sub(direction.mul(distance))))
                            / (2 * distance);
            squaredError += Math.pow(exact - difference, 2);
            squaredLength += Math.pow(exact, 2);
        }
        return Math.sqrt(squaredError / squaredLength);
    }

    @ParameterizedTest(name = "gap weight {0}")
    @ValueSource(doubles = {0, 1})
    void stagesAgreeWithOneBigGraph(double gapWeight) {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, true, gapWeight);
                Step step = tiny.workspace.step()) {
            Parameters staged = tiny.metaGradient().at(step, tiny.point(step), tiny.w).gradients();
            Parameters whole = tiny.whole(step);

            double error = staged.plus(whole, -1).norm() / whole.norm();
            assertThat(whole.norm()).isPositive();
            assertThat(error).isLessThan(1e-10);
        }
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {1, 2, 4})
    void aGeneratorThatDrawsAFewImagesAtOnceGivesTheSameGradient(int atOnce) {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, true, 1);
                Step step = tiny.workspace.step()) {
            MetaGradient.Point point = tiny.point(step);
            MetaGradient.Result whole = tiny.metaGradient().at(step, point, tiny.w);

            MetaGradient.Result few = tiny.metaGradient(atOnce).at(step, point, tiny.w);

            assertThat(few.gradients().names()).isEqualTo(whole.gradients().names());
            double error = few.gradients().plus(whole.gradients(), -1).norm();
            assertThat(error / whole.gradients().norm()).isLessThan(1e-12);
            whole.losses()
                    .values()
                    .forEach(
                            (name, value) ->
                                    assertThat(few.losses().values().get(name))
                                            .isCloseTo(value, within(1e-12)));
            assertThat(few.synthetic().sub(whole.synthetic()).abs().max().getDouble())
                    .isLessThan(1e-12);
        }
    }

    @Test
    void leavesRunningStatisticsUntouched() {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, true, 1);
                Step step = tiny.workspace.step()) {
            Map<String, double[]> before = values(tiny.statistics);

            tiny.metaGradient().at(step, tiny.point(step), tiny.w);

            assertThat(values(tiny.statistics)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void theLossesAloneAreThoseOfTheGradient(double gapWeight) {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, true, gapWeight);
                Step step = tiny.workspace.step()) {
            Map<String, double[]> before = values(tiny.statistics);
            MetaGradient.Point point = tiny.point(step);

            Map<String, Double> alone = tiny.metaGradient().losses(step, point, tiny.w).values();

            Map<String, Double> losses =
                    tiny.metaGradient().at(step, point, tiny.w).losses().values();
            assertThat(alone.keySet()).isEqualTo(losses.keySet());
            losses.forEach(
                    (name, value) -> assertThat(alone.get(name)).isCloseTo(value, within(1e-12)));
            assertThat(values(tiny.statistics)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    /**
     * With g_S taken as a constant, as a first-order method does, no path from w to L_val is left.
     */
    @Test
    void theFirstOrderGradientOfTheValidationLossIsExactlyZero() {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, true, 0);
                Step step = tiny.workspace.step()) {
            Parameters truncated = tiny.truncated(step);

            for (Map.Entry<String, NDArray> gradient : truncated) {
                assertThat(gradient.getValue().toDoubleArray()).containsOnly(0);
            }
        }
    }

    /**
     * Without SCR in the inner step, and without the gap, nothing leads from w to the objective.
     */
    @Test
    void withoutConsistencyAndGapTheGradientIsExactlyZero() {
        try (TinyMeta tiny = new TinyMeta(DataType.FLOAT64, true, 0);
                Step step = tiny.workspace.step()) {
            MetaGradient without =
                    new MetaGradient(
                            tiny.synthesiser,
                            tiny.network,
                            tiny.augmentation,
                            tiny.streams,
                            new FeatureConsistency(FeatureDistance.COSINE, false),
                            new MetaGradient.Objective(0, 0.1, true, null, 0));

            for (Map.Entry<String, NDArray> gradient :
                    without.at(step, tiny.point(step), tiny.w).gradients()) {
                assertThat(gradient.getValue().abs().sum().getDouble()).isZero();
            }
        }
    }

    @Test
    void singlePrecisionPointsTheSameWay() {
        try (TinyMeta single = new TinyMeta(DataType.FLOAT32, true, 1);
                TinyMeta exact = new TinyMeta(DataType.FLOAT64, true, 1);
                Step a = single.workspace.step();
                Step b = exact.workspace.step()) {
            Parameters rough = single.metaGradient().at(a, single.point(a), single.w).gradients();
            Parameters fine = exact.metaGradient().at(b, exact.point(b), exact.w).gradients();
            Parameters same = rough.map(array -> array.toType(DataType.FLOAT64, false));

            double cosine = TinyMeta.dot(same, fine) / (same.norm() * fine.norm());
            assertThat(cosine).isGreaterThan(0.999);
        }
    }

    private static Map<String, double[]> values(Parameters parameters) {
        Map<String, double[]> values = new TreeMap<>();
        parameters.forEach(entry -> values.put(entry.getKey(), entry.getValue().toDoubleArray()));
        return values;
    }
}
