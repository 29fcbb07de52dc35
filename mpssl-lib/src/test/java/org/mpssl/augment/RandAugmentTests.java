package org.mpssl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.tensor.RandomStreams;

/** What the four policies draw: tables, and how often what is chosen. */
class RandAugmentTests {

    private static final Shape CIFAR = new Shape(1, 3, 32, 32);
    private static final int MANY = 6000;

    private final RandomStreams streams = new RandomStreams(77);

    private static double uda(String name, int level, Shape shape) {
        int index = UdaRandAugment.operations().indexOf(name);
        return UdaRandAugment.value(index, level, false, shape);
    }

    private static double fixmatch(String name, double share) {
        int index = FixMatchRandAugment.operations().indexOf(name);
        return FixMatchRandAugment.value(index, share, new Shape(1, 3, 20, 40));
    }

    /** The levels of google-research/uda, worked out by hand. */
    @ParameterizedTest
    @CsvSource({
        "Rotate, 1, 3",
        "Rotate, 9, 27",
        "ShearX, 5, 0.15",
        "ShearY, 9, 0.27",
        "TranslateX, 4, 4",
        "TranslateY, 9, 9",
        "Posterize, 1, 4",
        "Posterize, 2, 4",
        "Posterize, 3, 3",
        "Posterize, 5, 2",
        "Posterize, 7, 2",
        "Posterize, 8, 1",
        "Posterize, 9, 1",
        "Sharpness, 1, 0.28",
        "Contrast, 5, 1",
        "Color, 9, 1.72",
        "Brightness, 2, 0.46",
        "Cutout, 1, 2",
        "Cutout, 9, 18"
    })
    void udaHasTheValuesOfItsLevels(String name, int level, double value) {
        assertThat(uda(name, level, CIFAR)).isCloseTo(value, within(1e-12));
    }

    /** Levels from 256 - int(25.6 L) are inverted, the one before is not. */
    @ParameterizedTest
    @CsvSource({"1, 231", "2, 205", "5, 128", "9, 26"})
    void udaSolarizesFromItsThresholdOn(int level, int first) {
        assertThat(uda("Solarize", level, CIFAR)).isBetween((first - 1) / 255.0, first / 255.0);
    }

    @Test
    void pixelsOfUdaGrowWithTheImage() {
        Shape large = new Shape(1, 3, 224, 448);

        assertThat(uda("TranslateX", 3, large)).isEqualTo(42);
        assertThat(uda("TranslateY", 3, large)).isEqualTo(21);
        assertThat(uda("Cutout", 9, large)).isEqualTo(252);
        assertThat(uda("Cutout", 1, new Shape(1, 1, 28, 28))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Brightness, 0, 0.05",
        "Color, 1, 0.95",
        "Contrast, 0.5, 0.5",
        "Sharpness, 0, 0.05",
        "Posterize, 0, 4",
        "Posterize, 0.249, 4",
        "Posterize, 0.25, 5",
        "Posterize, 0.999, 7",
        "Rotate, 0, -30",
        "Rotate, 1, 30",
        "ShearX, 0, -0.3",
        "ShearY, 1, 0.3",
        "Solarize, 0, 0",
        "Solarize, 1, 1.003921568627451",
        "TranslateX, 0, -12",
        "TranslateY, 1, 6"
    })
    void fixmatchHasTheRangesOfItsList(String name, double share, double value) {
        assertThat(fixmatch(name, share)).isCloseTo(value, within(1e-12));
    }

    @Test
    void theListsHaveTheirLengths() {
        assertThat(KorniaRandAugment.operations()).hasSize(15).doesNotHaveDuplicates();
        assertThat(UdaRandAugment.operations()).hasSize(15).doesNotHaveDuplicates();
        assertThat(FixMatchRandAugment.operations()).hasSize(14).doesNotHaveDuplicates();
        assertThat(CubukRandAugment.operations()).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void cubukDoesNothingAtMagnitudeZeroButStretchEqualizeAndInvertWhite() {
        CubukRandAugment none = new CubukRandAugment(1, 0, false);
        double[] values =
                IntStream.range(0, 12).mapToDouble(k -> none.value(k, true, CIFAR)).toArray();

        assertThat(values).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 8, 254.5 / 255);
    }

    /** Each share within four and a half standard deviations of its probability. */
    private static void assertShares(int[] drawn, List<Double> probabilities, int first) {
        int[] counts = new int[probabilities.size()];
        Arrays.stream(drawn).forEach(k -> counts[k - first]++);
        for (int k = 0; k < counts.length; k++) {
            double p = probabilities.get(k);
            double deviation = Math.sqrt(p * (1 - p) / drawn.length);
            assertThat((double) counts[k] / drawn.length)
                    .as("share of " + (k + first))
                    .isCloseTo(p, within(4.5 * deviation));
        }
    }

    private static List<Double> uniform(int n) {
        return IntStream.range(0, n).mapToObj(k -> 1.0 / n).toList();
    }

    @Test
    void everyOperationIsEquallyLikely() {
        Shape shape = new Shape(MANY, 1, 8, 8);
        assertShares(
                new FixMatchRandAugment(2, false)
                        .draw(streams.at("a", 0), shape)
                        .integers("operation"),
                uniform(14),
                0);
        assertShares(
                new CubukRandAugment(2, 9, false)
                        .draw(streams.at("b", 0), shape)
                        .integers("operation"),
                uniform(14),
                0);
        KorniaRandAugment kornia = new KorniaRandAugment(2, 10, false);
        int[] first =
                IntStream.range(0, MANY)
                        .map(
                                i ->
                                        kornia.draw(streams.at("c", i), new Shape(1, 1, 8, 8))
                                                .integers("operation")[1])
                        .toArray();
        assertShares(first, uniform(15), 0);
    }

    @Test
    void udaAppliesHalfOfItsOperationsAtAnyOfNineLevels() {
        Draws draws =
                new UdaRandAugment(Colour.BLACK, false)
                        .draw(streams.at("uda", 0), new Shape(MANY, 1, 32, 32));
        int[] operations = draws.integers("operation");
        assertShares(
                operations,
                IntStream.range(-1, 15).mapToObj(k -> k < 0 ? 0.5 : 0.5 / 15).toList(),
                -1);

        int rotate = UdaRandAugment.operations().indexOf("Rotate");
        float[] values = draws.floats("value");
        int[] levels =
                IntStream.range(0, operations.length)
                        .filter(i -> operations[i] == rotate)
                        .map(i -> Math.round(values[i] / 3))
                        .toArray();
        assertShares(
                Arrays.stream(levels).map(Math::abs).toArray(),
                IntStream.range(0, 9).mapToObj(k -> 1.0 / 9).toList(),
                1);
        assertShares(
                Arrays.stream(levels).map(Integer::signum).toArray(), List.of(0.5, 0.0, 0.5), -1);
        assertThat(Arrays.stream(draws.integers("x")).distinct().count()).isEqualTo(32);
        assertThat(draws.integers("cutout-side")).containsOnly(16);
    }

    @Test
    void korniaChoosesDifferentOperationsOnceForTheBatchAndSignsForEachImage() {
        KorniaRandAugment all = new KorniaRandAugment(15, 15, false);
        Draws draws = all.draw(streams.at("kornia", 0), new Shape(400, 1, 32, 64));

        int[] first = new int[15];
        for (int k = 0; k < 15; k++) {
            int[] column = draws.integers("operation", k);
            first[k] = column[0];
            assertThat(column).containsOnly(first[k]);
            float[] values = draws.floats("value", k);
            double value = all.value(first[k], false, new Shape(1, 1, 32, 64));
            double negative = all.value(first[k], true, new Shape(1, 1, 32, 64));
            long minus = IntStream.range(0, 400).filter(i -> values[i] < 0).count();
            if (List.of(3, 11, 12, 13, 14).contains(first[k])) {
                assertThat(negative).isEqualTo(-value).isNegative();
                assertThat(minus).isBetween(155L, 245L);
            } else {
                assertThat(negative).isEqualTo(value).isNotNegative();
                assertThat(minus).isZero();
            }
            for (float drawn : values) {
                assertThat(Math.abs(drawn)).isEqualTo((float) value);
            }
        }
        assertThat(Arrays.stream(first).sorted().toArray())
                .isEqualTo(IntStream.range(0, 15).toArray());
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new KorniaRandAugment(16, 10, false)).hasMessageContaining("16");
        assertThatThrownBy(() -> new KorniaRandAugment(2, 30, false))
                .hasMessageContaining("between 0 and 30");
        assertThatThrownBy(() -> new KorniaRandAugment(2, 0, false))
                .hasMessageContaining("between 0 and 30");
        assertThatThrownBy(() -> new CubukRandAugment(0, 9, false)).hasMessageContaining("0, 9");
        assertThatThrownBy(() -> new FixMatchRandAugment(0, false)).hasMessageContaining("not 0");
    }
}
