package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Points by group.
 *
 * @param title the title
 * @param xLabel what the horizontal axis shows
 * @param yLabel what the vertical axis shows
 * @param groups the groups, in the order of their colours
 */
public record ScatterChart(String title, String xLabel, String yLabel, List<Points> groups)
        implements Chart {

    private static final double OPACITY = 0.75;
    private static final int SIZE = 7;

    /** Shapes beside the colours, in the same order in both forms. */
    private static final List<Marker> MARKERS =
            List.of(
                    SeriesMarkers.CIRCLE,
                    SeriesMarkers.DIAMOND,
                    SeriesMarkers.SQUARE,
                    SeriesMarkers.TRIANGLE_UP,
                    SeriesMarkers.TRIANGLE_DOWN);

    private static final List<String> SYMBOLS =
            List.of("circle", "diamond", "square", "triangle-up", "triangle-down");

    /**
     * Copies the groups.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param groups the groups, in the order of their colours
     */
    public ScatterChart {
        groups = List.copyOf(groups);
    }

    @Override
    public ObjectNode plotly() {
        Labels labels = new Labels();
        Trace[] traces =
                groups.stream()
                        .map(
                                group ->
                                        ScatterTrace.builder(
                                                        Numbers.array(group.x()),
                                                        Numbers.array(group.y()))
                                                .name(labels.hide(Theme.legend(group.name())))
                                                .mode(ScatterTrace.Mode.MARKERS)
                                                .build())
                        .toArray(Trace[]::new);
        Figure chart = Theme.figure(labels, title, xLabel, yLabel, List.of(traces));
        ObjectNode figure = PlotlyJson.of(chart, labels);
        for (int i = 0; i < groups.size(); i++) {
            ObjectNode node = (ObjectNode) figure.at("/data/" + i);
            node.put("showlegend", groups.size() > 1);
            node.putObject("marker")
                    .put("color", Theme.css(ChartStyle.color(i)))
                    .put("symbol", SYMBOLS.get(i % SYMBOLS.size()))
                    .put("size", SIZE)
                    .put("opacity", OPACITY);
        }
        return Theme.finish(figure);
    }

    @Override
    public byte[] png() {
        return Theme.png(twin());
    }

    /** Returns the static twin, for the tests to look into. */
    XYChart twin() {
        XYChart chart = new XYChart(ChartStyle.WIDTH, Theme.HEIGHT);
        Theme.style(chart, title, xLabel, yLabel);
        Theme.numericAxes(chart);
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setLegendVisible(groups.size() > 1);
        chart.getStyler().setMarkerSize(SIZE);
        for (int i = 0; i < groups.size(); i++) {
            Points group = groups.get(i);
            if (group.x().isEmpty()) {
                continue;
            }
            XYSeries series = chart.addSeries("group " + i, group.x(), group.y());
            series.setLabel(Theme.legend(group.name()));
            series.setMarker(MARKERS.get(i % MARKERS.size()));
            series.setMarkerColor(Theme.faint(ChartStyle.color(i), OPACITY));
        }
        Theme.addNothingTo(chart);
        return chart;
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". Scatter chart of ").append(yLabel);
        text.append(" against ").append(xLabel).append(".");
        for (Points group : groups) {
            text.append(" ").append(group.name()).append(": ").append(summary(group)).append(".");
        }
        return text.toString();
    }

    private static String summary(Points group) {
        long count =
                IntStream.range(0, group.x().size())
                        .filter(i -> Double.isFinite(group.x().get(i) + group.y().get(i)))
                        .count();
        return count == 0
                ? "no points"
                : "%d %s around (%s, %s)"
                        .formatted(
                                count,
                                count == 1 ? "point" : "points",
                                centre(group.x()),
                                centre(group.y()));
    }

    /** Returns the mean, where a trace of rounding is nothing. */
    private static String centre(List<Double> values) {
        double mean = Numbers.mean(values);
        double size = Arrays.stream(Numbers.finite(values)).map(Math::abs).max().orElse(0);
        return Numbers.text(Math.abs(mean) < 1e-9 * size ? 0 : mean);
    }
}
