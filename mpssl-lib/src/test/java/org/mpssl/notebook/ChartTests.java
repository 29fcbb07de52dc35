package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYSeries;
import org.mpssl.chart.ChartStyle;

class ChartTests {

    private static final Set<String> NUMERIC =
            Set.of("z", "width", "height", "size", "opacity", "range", "zmin", "l", "t", "xgap");

    private static void assertNumeric(JsonNode node, String path) {
        if (node.isArray()) {
            node.forEach(item -> assertNumeric(item, path));
        } else {
            assertThat(node.isNumber() || node.isNull()).as(path + " is " + node).isTrue();
        }
    }

    private static void assertRepaired(JsonNode node, String path) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = field.getKey();
            String here = path + "." + key;
            if (NUMERIC.contains(key)) {
                assertNumeric(field.getValue(), here);
            }
            assertThat(key).as(here).isNotEqualTo("titlefont");
            if (key.equals("title")) {
                assertThat(field.getValue().path("text").isTextual()).as(here).isTrue();
            }
            assertRepaired(field.getValue(), here);
        }
        if (node.isArray()) {
            node.forEach(item -> assertRepaired(item, path + "[]"));
        }
    }

    private static BufferedImage decode(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int colors(BufferedImage image) {
        Set<Integer> colors = new TreeSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colors.add(image.getRGB(x, y));
            }
        }
        return colors.size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Learning curves",
                "it's a <loss> & \"curve\"",
                "a\\b \\u0041 \\' {{title}} ${x}",
                "two\nlines\tand a tab",
                "\u03C6, \u03BE and \u53EF\u89C6\u5316 \uD83D\uDE00",
                "&lt;b&gt; &#39;",
                "1.0",
                "true",
                "",
                "</script><script>alert(1)</script>"
            })
    void anyTextSurvives(String text) throws IOException {
        List<Chart> named = ExampleCharts.all(text, text, text);
        List<Chart> charts = new ArrayList<>(named);
        charts.addAll(ExampleCharts.others(text, text, text));
        for (Chart chart : charts) {
            JsonNode json = new ObjectMapper().readTree(chart.plotly().toString());
            assertRepaired(json, chart.getClass().getSimpleName());
            assertThat(json.at("/layout/title/text").asText()).isEqualTo(Labels.plotly(text));
            if (named.contains(chart)) {
                assertThat(json.at("/layout/yaxis/title/text").asText())
                        .isEqualTo(Labels.plotly(text));
            }
            assertThat(json.toString()).doesNotContain("\uE000");
            assertThat(chart.alt()).startsWith(text + ".");
            byte[] png = chart.png();
            BufferedImage image = decode(png);
            assertThat(image.getWidth()).isEqualTo(ChartStyle.WIDTH);
            assertThat(image.getHeight()).isEqualTo(json.at("/layout/height").asInt());
            assertThat(colors(image)).isGreaterThan(20);
            assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
            assertThat(png.length).isLessThan(100_000);
        }
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> result = new ArrayList<>();
        array.forEach(item -> result.add(item.isNull() ? Double.NaN : item.asDouble()));
        return result;
    }

    private static List<Double> numbers(double[] values) {
        return Numbers.list(values);
    }

    @Test
    void bothFormsOfALineChartHaveTheSameValues() {
        LineChart chart = ExampleCharts.lines("t", "x", "MP-SSL");
        Map<String, XYSeries> twin = chart.twin().getSeriesMap();
        JsonNode data = chart.plotly().get("data");
        assertThat(data).hasSize(4);
        assertThat(twin.keySet()).containsExactly("band 0", "line 0", "line 1", "uneven");
        assertThat(numbers(data.get(2).get("x"))).isEqualTo(numbers(twin.get("line 0").getXData()));
        assertThat(numbers(data.get(2).get("y"))).isEqualTo(numbers(twin.get("line 0").getYData()));
        assertThat(numbers(data.get(3).get("y"))).isEqualTo(numbers(twin.get("line 1").getYData()));
        assertThat(numbers(data.get(3).get("y")).get(20)).isNaN();
        List<Double> outline = numbers(twin.get("band 0").getYData());
        assertThat(numbers(data.get(0).get("y"))).isEqualTo(outline.subList(0, 40));
        assertThat(numbers(data.get(1).get("y")).get(0)).isEqualTo(outline.get(79));
        assertThat(data.get(1).get("fill").asText()).isEqualTo("tonexty");
        assertThat(data.get(2).get("name").asText()).isEqualTo("MP-SSL");
    }

    @Test
    void bothFormsOfABarChartHaveTheSameValues() {
        BarChart chart = ExampleCharts.bars("t", "accuracy", "MP-SSL");
        Map<String, CategorySeries> twin = chart.twin().getSeriesMap();
        JsonNode data = chart.plotly().get("data");
        for (int i = 0; i < 4; i++) {
            CategorySeries bar = twin.get("bar " + i);
            List<? extends Number> heights = new ArrayList<>(bar.getYData());
            assertThat(data.get(i).get("y").get(0).asDouble()).isEqualTo(heights.get(i));
            assertThat(data.get(i).at("/error_y/array/0").asDouble())
                    .isEqualTo(new ArrayList<>(twin.get("spread").getExtraValues()).get(i));
        }
        assertThat(data.get(3).get("x").get(0).isTextual()).isTrue();
        assertThat(data.get(4).get("y")).hasSize(10);
        assertThat(twin.get("seed 0").getYData()).hasSize(4);
        assertThat(new ArrayList<Number>(twin.get("seed 2").getYData())).last().isNull();
        assertThat(chart.bars().get(0).mean()).isCloseTo(0.70267, within(1e-5));
        assertThat(chart.bars().get(0).deviation()).isCloseTo(0.00802, within(1e-5));
        assertThat(chart.bars().get(3).deviation()).isZero();
    }

    @Test
    void theAxisOfBarsHoldsZeroAndEveryDot() {
        assertThat(Figures.bars("t", "y", Bar.of("a", 0.5, 0.9)).range()[0]).isZero();
        double[] range = Figures.bars("t", "y", Bar.of("a", -0.02, 0.01)).range();
        assertThat(range[0]).isLessThan(-0.02);
        assertThat(range[1]).isGreaterThan(0.01);
        assertThat(Figures.bars("t", "y").range()).containsExactly(0, 1);
    }

    @Test
    void heatMapShowsTheFirstRowOnTop() {
        HeatMap chart = ExampleCharts.heatMap("t", "x", "shirt");
        JsonNode json = chart.plotly();
        assertThat(json.at("/layout/yaxis/autorange").asText()).isEqualTo("reversed");
        assertThat(json.at("/data/0/x/1").isTextual()).isTrue();
        assertThat(json.at("/data/0/x/3").isTextual()).isTrue();
        assertThat(json.at("/data/0/z/2/4").isNull()).isTrue();
        assertThat(json.at("/data/0/z/0/0").asDouble()).isEqualTo(0.72);
        assertThat(chart.twin().getHeatMapSeries().getYData().get(2)).isEqualTo("upper");
        assertThat(chart.alt()).contains("upper: shirt 0.72");
    }

    @Test
    void emptyChartsAreDrawn() throws IOException {
        List<Chart> charts =
                List.of(
                        Figures.lines("t", "x", "y"),
                        Figures.lines("t", "x", "y", Line.of("a", new double[0], new double[0])),
                        Figures.lines("t", "x", "y", Line.of("a", one(), one())),
                        Figures.lines(
                                "t", "x", "y", Line.of("a", one(), new double[] {Double.NaN})),
                        Figures.lines("t", "x", "y").withLogarithmicY(),
                        Figures.lines("t", "x", "y", Line.of("a", one(), new double[] {-1}))
                                .withLogarithmicY(),
                        Figures.confidences("t"),
                        Figures.confidences("t", Values.of("a"), Values.of("b", Double.NaN)),
                        Figures.scatter("t", "x", "y"),
                        Figures.scatter(
                                "t", "x", "y", Points.of("a", new double[0], new double[0])),
                        Figures.bars("t", "y"),
                        Figures.bars("t", "y", Bar.of("a")),
                        Figures.bars("t", "y", Bar.of("a", Double.NaN, 1)),
                        Figures.heatMap(
                                "t",
                                "x",
                                "y",
                                List.of("a"),
                                List.of("b"),
                                new double[][] {{Double.NaN}}));
        for (Chart chart : charts) {
            assertThat(decode(chart.png()).getWidth()).as(chart.toString()).isEqualTo(680);
            assertRepaired(chart.plotly(), chart.toString());
        }
    }

    private static double[] one() {
        return new double[] {1};
    }

    @Test
    void mismatchesAreNamed() {
        assertThatThrownBy(() -> Line.of("loss", one(), new double[2]))
                .hasMessage("loss has 1 x, 2 y and 0 spread values");
        assertThatThrownBy(() -> Figures.bars("t", "y", Bar.of("a"), Bar.of("a")))
                .hasMessageContaining("same name");
        assertThatThrownBy(
                        () ->
                                Figures.heatMap(
                                        "t", "x", "y", List.of("a"), List.of(), new double[1][1]))
                .hasMessageContaining("0 rows of 1");
    }

    @Test
    void aBundleHasAllFormsButHtml() {
        Bundle bundle = ExampleCharts.bars("t", "y", "b").bundle();
        assertThat(bundle.contents().keySet())
                .containsExactlyInAnyOrder(Bundle.PLOTLY, Bundle.PNG, Bundle.TEXT);
        assertThatThrownBy(() -> bundle.with("text/html", "<p>"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
