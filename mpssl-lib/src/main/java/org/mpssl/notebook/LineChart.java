package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
 * @param yAxis the vertical axis
 */
public record LineChart(String title, String xLabel, String yLabel, List<Line> lines, YAxis yAxis)
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
     * @param yAxis the vertical axis
     */
    public LineChart {
        lines = List.copyOf(lines);
        Objects.requireNonNull(yAxis, "yAxis");
    }

    /**
     * Makes a chart whose vertical axis is even and as long as the lines need.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param lines the lines, in the order of their colours
     */
    public LineChart(String title, String xLabel, String yLabel, List<Line> lines) {
        this(title, xLabel, yLabel, lines, YAxis.AUTOMATIC);
    }

    /**
     * Returns this chart with a logarithmic vertical axis, on which values that are not positive
     * are gaps.
     *
     * @return the chart for losses and norms of gradients
     */
    public LineChart withLogarithmicY() {
        return new LineChart(title, xLabel, yLabel, lines, new YAxis(true, yAxis.range()));
    }

    /**
     * Returns this chart with a vertical axis of a given length; what lies beyond it is cut off.
     *
     * @param low where it begins
     * @param high where it ends
     * @return the chart, for rates from 0 to 1 for instance
     * @throws IllegalArgumentException if the axis has no length, or is logarithmic and does not
     *     begin above zero
     */
    public LineChart withYRange(double low, double high) {
        YAxis longer = new YAxis(yAxis.isLogarithmic(), List.of(low, high));
        return new LineChart(title, xLabel, yLabel, lines, longer);
    }

    private List<Line> drawn() {
        return yAxis.drawn(lines);
    }

    private Band band(Line line) {
        return Band.of(line, yAxis.floor(drawn()));
    }

    @Override
    public ObjectNode plotly() {
        Labels labels = new Labels();
        List<Trace> traces = new ArrayList<>();
        for (Line line : drawn()) {
            Band band = band(line);
            if (!band.isEmpty()) {
                traces.add(edge(band.x(), band.high(), labels, line));
                traces.add(edge(band.x(), band.low(), labels, line));
            }
            traces.add(
                    ScatterTrace.builder(Numbers.array(line.x()), Numbers.array(line.y()))
                            .name(labels.hide(Theme.legend(line.name())))
                            .mode(
                                    isMarked(line)
                                            ? ScatterTrace.Mode.LINE_AND_MARKERS
                                            : ScatterTrace.Mode.LINE)
                            .build());
        }
        Figure figure = Theme.figure(labels, title, xLabel, yLabel, traces);
        ObjectNode json = paint(PlotlyJson.of(figure, labels));
        yAxis.apply((ObjectNode) json.at("/layout/yaxis"));
        return Theme.finish(json);
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
            if (!band(drawn().get(i)).isEmpty()) {
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
            node.putObject("line")
                    .put("color", Theme.css(color))
                    .put("width", 2)
                    .put("dash", Theme.dash(i));
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
        Theme.style(chart, title, xLabel, yLabel);
        Theme.numericAxes(chart);
        yAxis.apply(chart, drawn());
        chart.getStyler().setLegendVisible(lines.size() > 1);
        for (int i = 0; i < lines.size(); i++) {
            addBand(chart, i);
        }
        for (int i = 0; i < lines.size(); i++) {
            addLine(chart, i);
        }
        Theme.addNothingTo(chart);
        Theme.addUneven(chart);
        return chart;
    }

    private void addBand(XYChart chart, int index) {
        Band band = band(drawn().get(index));
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
        Line line = drawn().get(index);
        if (Numbers.finite(line.y()).length == 0) {
            return;
        }
        XYSeries series = chart.addSeries("line " + index, line.x(), line.y());
        series.setLabel(Theme.legend(line.name()));
        series.setLineColor(ChartStyle.color(index));
        series.setLineStyle(ChartStyle.stroke(index));
        series.setMarker(isMarked(line) ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(ChartStyle.color(index));
        chart.getStyler().setMarkerSize(5);
    }

    private static boolean isMarked(Line line) {
        return line.x().size() <= MARKED;
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". Line chart of ").append(yLabel);
        text.append(yAxis.isLogarithmic() ? " (logarithmic)" : "");
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
        if (y.length == 1) {
            return Numbers.text(y[0]);
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
