package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Lines over a number: learning curves above all.
 *
 * @param title the title
 * @param xLabel what the horizontal axis shows
 * @param yLabel what the vertical axis shows
 * @param lines the lines, in the order of their colours
 */
public record LineChart(String title, String xLabel, String yLabel, List<Line> lines)
        implements Chart {

    private static final double BAND = 0.2;

    /** Up to so many points of a line are marked as such. */
    private static final int MARKED = 25;

    /**
     * Copies the lines.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param lines the lines, in the order of their colours
     */
    public LineChart {
        lines = List.copyOf(lines);
    }

    @Override
    public ObjectNode plotly() {
        Labels labels = new Labels();
        List<Trace> traces = new ArrayList<>();
        for (Line line : lines) {
            Band band = Band.of(line);
            if (!band.isEmpty()) {
                traces.add(edge(band.x(), band.high(), labels, line));
                traces.add(edge(band.x(), band.low(), labels, line));
            }
            traces.add(
                    ScatterTrace.builder(Numbers.array(line.x()), Numbers.array(line.y()))
                            .name(labels.hide(line.name()))
                            .mode(
                                    isMarked(line)
                                            ? ScatterTrace.Mode.LINE_AND_MARKERS
                                            : ScatterTrace.Mode.LINE)
                            .build());
        }
        Figure figure =
                new Figure(
                        Theme.layout(
                                        labels,
                                        title,
                                        Theme.axis(labels, xLabel),
                                        Theme.axis(labels, yLabel))
                                .build(),
                        traces.toArray(Trace[]::new));
        return Theme.finish(paint(PlotlyJson.of(figure, labels)));
    }

    private static Trace edge(List<Double> x, List<Double> y, Labels labels, Line line) {
        return ScatterTrace.builder(Numbers.array(x), Numbers.array(y))
                .name(labels.hide(line.name()))
                .mode(ScatterTrace.Mode.LINE)
                .showLegend(false)
                .build();
    }

    private ObjectNode paint(ObjectNode figure) {
        int trace = 0;
        for (int i = 0; i < lines.size(); i++) {
            Color color = ChartStyle.color(i);
            if (!Band.of(lines.get(i)).isEmpty()) {
                for (int edge = 0; edge < 2; edge++) {
                    ObjectNode node = (ObjectNode) figure.at("/data/" + trace++);
                    node.put("hoverinfo", "skip").putObject("line").put("width", 0);
                    node.put("legendgroup", "line " + i);
                    if (edge == 1) {
                        node.put("fill", "tonexty");
                        node.put("fillcolor", Theme.css(Theme.faint(color, BAND)));
                    }
                }
            }
            ObjectNode node = (ObjectNode) figure.at("/data/" + trace++);
            node.put("legendgroup", "line " + i).put("showlegend", lines.size() > 1);
            node.putObject("line").put("color", Theme.css(color)).put("width", 2);
            node.putObject("marker").put("color", Theme.css(color)).put("size", 5);
        }
        return figure;
    }

    @Override
    public byte[] png() {
        return Theme.png(twin());
    }

    /** Returns the static twin, for the tests to look into. */
    XYChart twin() {
        XYChart chart = new XYChart(ChartStyle.WIDTH, Theme.HEIGHT);
        chart.setTitle(Theme.fit(title));
        chart.setXAxisTitle(Theme.fit(xLabel));
        chart.setYAxisTitle(Theme.fit(yLabel));
        Theme.style(chart);
        Theme.numericAxes(chart);
        chart.getStyler().setLegendVisible(lines.size() > 1);
        for (int i = 0; i < lines.size(); i++) {
            addBand(chart, i);
        }
        for (int i = 0; i < lines.size(); i++) {
            addLine(chart, i);
        }
        Theme.addNothingTo(chart);
        addUneven(chart);
        return chart;
    }

    private void addBand(XYChart chart, int index) {
        Band band = Band.of(lines.get(index));
        if (band.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries("band " + index, band.outlineX(), band.outlineY());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setShowInLegend(false);
        series.setFillColor(Theme.faint(ChartStyle.color(index), BAND));
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setMarker(SeriesMarkers.NONE);
    }

    private void addLine(XYChart chart, int index) {
        Line line = lines.get(index);
        if (Numbers.finite(line.y()).length == 0) {
            return;
        }
        XYSeries series = chart.addSeries("line " + index, line.x(), line.y());
        series.setLabel(Theme.fit(line.name()));
        series.setLineColor(ChartStyle.color(index));
        series.setLineStyle(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setMarker(isMarked(line) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(ChartStyle.color(index));
        chart.getStyler().setMarkerSize(5);
    }

    /** Adds an invisible series, because XChart has round labels for uneven points only. */
    private static void addUneven(XYChart chart) {
        XYSeries first = chart.getSeriesMap().values().iterator().next();
        double[] x = Arrays.stream(first.getXData()).filter(Double::isFinite).toArray();
        double[] y = Arrays.stream(first.getYData()).filter(Double::isFinite).toArray();
        if (x.length == 0 || y.length == 0) {
            return;
        }
        double from = Arrays.stream(x).min().orElseThrow();
        double to = Arrays.stream(x).max().orElseThrow();
        double between = from + 0.618 * (to - from);
        XYSeries series =
                chart.addSeries("uneven", new double[] {from, between}, new double[] {y[0], y[0]});
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }

    private static boolean isMarked(Line line) {
        return line.x().size() <= MARKED;
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". Line chart of ").append(yLabel);
        text.append(" against ").append(xLabel).append(".");
        for (Line line : lines) {
            text.append(" ").append(line.name()).append(": ").append(summary(line)).append(".");
        }
        return text.toString();
    }

    private static String summary(Line line) {
        double[] y = Numbers.finite(line.y());
        if (y.length == 0) {
            return "no points";
        }
        return "from "
                + Numbers.text(y[0])
                + " to "
                + Numbers.text(y[y.length - 1])
                + ", between "
                + Numbers.text(Arrays.stream(y).min().orElseThrow())
                + " and "
                + Numbers.text(Arrays.stream(y).max().orElseThrow());
    }
}
