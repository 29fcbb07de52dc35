package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;

class HistogramTests {

    private static Histogram example() {
        return Figures.histogram(
                "t",
                "confidence",
                0,
                1,
                4,
                Values.of("real", 0.1, 0.25, 0.3, 1, 0.99),
                Values.of("synthetic", -3, 7, Double.NaN, 0.74),
                Values.of("none"));
    }

    @Test
    void aBinHoldsItsLowerEdgeAndTheOutermostHoldWhatLiesBeyond() {
        assertThat(example().shares(0)).containsExactly(new double[] {20, 40, 0, 40}, within(1e-9));
        double third = 100 / 3.0;
        assertThat(example().shares(1))
                .containsExactly(new double[] {third, 0, third, third}, within(1e-9));
        assertThat(example().shares(2)).containsExactly(0, 0, 0, 0);
    }

    @Property(tries = 200)
    void sharesAddUpToAll(
            @ForAll @Size(min = 1, max = 30) double @DoubleRange(min = -2, max = 2) [] values,
            @ForAll @IntRange(min = 1, max = 40) int bins) {
        double sum = 0;
        for (double share :
                Figures.histogram("t", "x", -1, 1, bins, Values.of("a", values)).shares(0)) {
            sum += share;
        }
        assertThat(sum).isCloseTo(100, within(1e-9));
    }

    @Test
    void bothFormsHaveTheSameShares() {
        JsonNode data = example().plotly().get("data");
        assertThat(data).hasSize(3);
        for (int group = 0; group < 2; group++) {
            XYSeries twin = example().twin().getSeriesMap().get("group " + group);
            JsonNode trace = data.get(group);
            assertThat(trace.at("/line/shape").asText()).isEqualTo("hvh");
            assertThat(trace.get("y")).hasSize(6);
            assertThat(trace.at("/y/0").asDouble()).isZero();
            assertThat(trace.at("/y/5").asDouble()).isZero();
            for (int bin = 0; bin < 4; bin++) {
                double share = trace.at("/y/" + (bin + 1)).asDouble();
                assertThat(share).isEqualTo(twin.getYData()[2 * bin + 1]);
                assertThat(share).isEqualTo(twin.getYData()[2 * bin + 2]);
                assertThat(trace.at("/x/" + (bin + 1)).asDouble()).isEqualTo(0.125 + 0.25 * bin);
                assertThat(twin.getXData()[2 * bin + 1]).isEqualTo(0.25 * bin);
                assertThat(twin.getXData()[2 * bin + 2]).isEqualTo(0.25 * (bin + 1));
            }
        }
        assertThat(data.at("/0/customdata/1").asText()).isEqualTo("0 to 0.25");
    }

    @Test
    void theWordsNameEveryGroup() {
        assertThat(example().alt())
                .isEqualTo(
                        "t. Histogram of confidence in 4 bins from 0 to 1. real: 5 numbers, mean"
                                + " 0.528, median 0.3. synthetic: 3 numbers, mean 1.58, median 0.74."
                                + " none: no numbers.");
        assertThat(Numbers.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    }

    @Test
    void numbersComeInAnyForm() {
        assertThat(Values.of("a", new float[] {0.5F, 2})).isEqualTo(Values.of("a", 0.5, 2.0));
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(Values.of("a", manager.ones(new Shape(1, 2))))
                    .isEqualTo(Values.of("a", 1.0, 1.0));
        }
        Histogram confidences = Figures.confidences("t", Values.of("a", 0.97));
        assertThat(confidences.shares(0)[19]).isEqualTo(100);
    }

    @Test
    void impossibleBinsAreRefused() {
        assertThatThrownBy(() -> Figures.histogram("t", "x", 1, 1, 3))
                .hasMessage("bins need a beginning below their end, not 1.0 to 1.0");
        assertThatThrownBy(() -> Figures.histogram("t", "x", 0, Double.NaN, 3))
                .hasMessageContaining("not 0.0 to NaN");
        assertThatThrownBy(() -> Figures.histogram("t", "x", 0, 1, 0))
                .hasMessage("there must be a bin at least, not 0");
    }
}
