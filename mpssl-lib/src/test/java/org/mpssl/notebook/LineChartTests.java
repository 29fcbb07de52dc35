package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class LineChartTests {

    private static final double[] STEPS = {0, 1, 2, 3};

    private static LineChart norms() {
        return Figures.lines(
                        "Gradients",
                        "step",
                        "norm",
                        Line.of("theta", STEPS, new double[] {10, 0, -1, 0.1}),
                        Line.of("phi", STEPS, new double[] {4, 4, 4, 4}, new double[] {1, 3, 4, 5}))
                .withLogarithmicY();
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatIsNotPositiveInBothForms() {
        JsonNode json = norms().plotly();
        assertThat(json.at("/layout/yaxis/type").asText()).isEqualTo("log");
        assertThat(json.at("/data/0/y").toString()).isEqualTo("[10.0,null,null,0.1]");
        XYChart twin = norms().twin();
        assertThat(twin.getStyler().isYAxisLogarithmic()).isTrue();
        assertThat(twin.getSeriesMap().get("line 0").getYData())
                .containsExactly(10, Double.NaN, Double.NaN, 0.1);
        assertThat(norms().alt())
                .startsWith(
                        "Gradients. Line chart of norm (logarithmic) against step. theta: from");
    }

    /** Of theta, 0.1 is the least number that such an axis can show. */
    @Test
    void aBandEndsWhereALogarithmicAxisDoes() {
        JsonNode json = norms().plotly();
        assertThat(json.at("/data/2/y").toString()).isEqualTo("[3.0,1.0,0.1,0.1]");
        double[] outline = norms().twin().getSeriesMap().get("band 1").getYData();
        assertThat(outline).containsExactly(5, 7, 8, 9, 0.1, 0.1, 1, 3);
    }

    @Test
    void anAxisOfGivenLengthIsThatLongInBothForms() {
        LineChart rates = lines(0.2, 0.9).withYRange(0, 1);
        assertThat(rates.plotly().at("/layout/yaxis/range").toString()).isEqualTo("[0.0,1.0]");
        assertThat(rates.twin().getStyler().getYAxisMin()).isEqualTo(0);
        assertThat(rates.twin().getStyler().getYAxisMax()).isEqualTo(1);
        LineChart both = lines(0.2, 0.9).withLogarithmicY().withYRange(0.01, 100);
        assertThat(both.plotly().at("/layout/yaxis/range").toString()).isEqualTo("[-2.0,2.0]");
        assertThat(both.twin().getStyler().getYAxisMin()).isEqualTo(0.01);
    }

    private static LineChart lines(double... y) {
        double[] x = IntStream.range(0, y.length).mapToDouble(i -> i).toArray();
        return Figures.lines("t", "x", "y", Line.of("a", x, y));
    }

    /** Labels stand at powers of ten only. */
    @Test
    void theStaticLogarithmicAxisHoldsTwoPowersOfTen() {
        assertThat(ends(2, 3)).containsExactly(1.0, 10.0);
        assertThat(ends(5, 50)).containsExactly(1.0, 100.0);
        assertThat(ends(1, 1)).containsExactly(1.0, 10.0);
        assertThat(ends(0.5, 200)).containsExactly(null, null);
        assertThat(ends()).containsExactly(1.0, 10.0);
        assertThat(ends(-1)).containsExactly(1.0, 10.0);
    }

    private static List<Double> ends(double... y) {
        var styler = lines(y).withLogarithmicY().twin().getStyler();
        return Arrays.asList(styler.getYAxisMin(), styler.getYAxisMax());
    }

    @Test
    void linesAreDashedWhenAllColoursAreTaken() {
        Line[] many =
                IntStream.range(0, 9)
                        .mapToObj(i -> Line.of("line " + i, STEPS, STEPS))
                        .toArray(Line[]::new);
        LineChart chart = Figures.lines("t", "x", "y", many);
        assertThat(chart.plotly().at("/data/7/line/dash").asText()).isEqualTo("solid");
        assertThat(chart.plotly().at("/data/8/line/dash").asText()).isEqualTo("dash");
        assertThat(chart.twin().getSeriesMap().get("line 8").getLineStyle().getDashArray())
                .isNotEmpty();
    }

    @Test
    void axesWithoutLengthAreRefused() {
        assertThatThrownBy(() -> lines(1).withYRange(1, 1))
                .hasMessage("an axis needs a lower and a larger upper end, not [1.0, 1.0]");
        assertThatThrownBy(() -> lines(1).withYRange(0, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> lines(1).withLogarithmicY().withYRange(0, 1))
                .hasMessageContaining("above zero");
    }

    @Test
    void longNamesLeaveRoomForTheData() {
        String name = "a method with a really long name that goes on and on";
        LineChart chart =
                Figures.lines(
                        "t", "x", "y", Line.of(name, STEPS, STEPS), Line.of("b", STEPS, STEPS));
        String legend = chart.plotly().at("/data/0/name").asText();
        assertThat(legend)
                .hasSize(30)
                .startsWith("a method")
                .contains("\u2026")
                .endsWith("on and on");
        assertThat(chart.twin().getSeriesMap().get("line 0").getLabel()).isEqualTo(legend);
        assertThat(chart.alt()).contains(name);
        assertThat(Theme.ticks(List.of("a", "b", "c", "d", "e"), 9, 3))
                .containsExactly("a", " ", "c", " ", "e");
    }
}
