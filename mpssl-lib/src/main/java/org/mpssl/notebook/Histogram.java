package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * How numbers are distributed: the share of each group in bins of equal width, one outline per
 * group, laid over each other.
 *
 * @param title the title
 * @param xLabel what the numbers are
 * @param from where the first bin begins
 * @param to where the last bin ends; the outermost bins take what lies beyond them
 * @param bins how many bins
 * @param groups the groups, in the order of their colours
 */
public record Histogram(
        String title, String xLabel, double from, double to, int bins, List<Values> groups)
        implements Chart {

    private static final String Y_LABEL = "share of the group, %";
    private static final double FILL = 0.18;

    /**
     * Checks the bins.
     *
     * @param title the title
     * @param xLabel what the numbers are
     * @param from where the first bin begins
     * @param to where the last bin ends
     * @param bins how many bins
     * @param groups the groups, in the order of their colours
     */
    public Histogram {
        groups = List.copyOf(groups);
        if (!(from < to) || !Double.isFinite(to - from)) {
            throw new IllegalArgumentException(
                    "bins need a beginning below their end, not %s to %s".formatted(from, to));
        }
        if (bins < 1) {
            throw new IllegalArgumentException("there must be a bin at least, not " + bins);
        }
    }

    /**
     * Returns the share of a group in each bin.
     *
     * @param group position of the group
     * @return per cent, one number per bin, which add up to 100; zeros for a group without numbers
     */
    public double[] shares(int group) {
        double[] values = Numbers.finite(groups.get(group).values());
        double[] shares = new double[bins];
        for (double value : values) {
            int bin = (int) Math.floor((value - from) / (to - from) * bins);
            shares[Math.max(0, Math.min(bins - 1, bin))] += 100.0 / values.length;
        }
        return shares;
    }

    private double edge(int index) {
        return from + (to - from) * index / bins;
    }

    @Override
    public ObjectNode plotly() {
        Labels labels = new Labels();
        double[] centres =
                IntStream.rangeClosed(-1, bins)
                        .mapToDouble(i -> (edge(i) + edge(i + 1)) / 2)
                        .toArray();
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            traces.add(
                    ScatterTrace.builder(centres, padded(shares(i)))
                            .name(labels.hide(Theme.legend(groups.get(i).name())))
                            .mode(ScatterTrace.Mode.LINE)
                            .build());
        }
        Figure figure = Theme.figure(labels, title, xLabel, Y_LABEL, traces);
        ObjectNode json = PlotlyJson.of(figure, labels);
        for (int i = 0; i < groups.size(); i++) {
            paint((ObjectNode) json.at("/data/" + i), i);
        }
        ObjectNode x = (ObjectNode) json.at("/layout/xaxis");
        x.putArray("range").add(edge(0)).add(edge(bins));
        ((ObjectNode) json.at("/layout/yaxis")).put("rangemode", "tozero");
        return Theme.finish(json);
    }

    /** A bin of nothing on either side lets the outline fall to the axis. */
    private static double[] padded(double[] shares) {
        double[] result = new double[shares.length + 2];
        System.arraycopy(shares, 0, result, 1, shares.length);
        return result;
    }

    private void paint(ObjectNode node, int group) {
        Color color = ChartStyle.color(group);
        node.put("showlegend", groups.size() > 1);
        ObjectNode line = node.putObject("line");
        line.put("color", Theme.css(color)).put("width", 2).put("shape", "hvh");
        line.put("dash", Theme.dash(group));
        node.put("fill", "tozeroy").put("fillcolor", Theme.css(Theme.faint(color, FILL)));
        ArrayNode ranges = node.putArray("customdata");
        for (int i = -1; i <= bins; i++) {
            ranges.add(Numbers.text(edge(i)) + " to " + Numbers.text(edge(i + 1)));
        }
        node.put("hovertemplate", "%{customdata}: %{y:.1f} %");
    }

    @Override
    public byte[] png() {
        return Theme.png(twin());
    }

    /** Returns the static twin, for the tests to look into. */
    XYChart twin() {
        XYChart chart = new XYChart(ChartStyle.WIDTH, Theme.HEIGHT);
        Theme.style(chart, title, xLabel, Y_LABEL);
        Theme.numericAxes(chart);
        chart.getStyler().setLegendVisible(groups.size() > 1);
        chart.getStyler().setXAxisMin(from).setXAxisMax(to).setYAxisMin(0.0);
        for (int i = 0; i < groups.size(); i++) {
            XYSeries series = chart.addSeries("group " + i, outlineX(), outlineY(shares(i)));
            series.setLabel(Theme.legend(groups.get(i).name()));
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
            series.setLineColor(ChartStyle.color(i));
            series.setLineStyle(ChartStyle.stroke(i));
            series.setFillColor(Theme.faint(ChartStyle.color(i), FILL));
            series.setMarker(SeriesMarkers.NONE);
        }
        Theme.addNothingTo(chart);
        Theme.addUneven(chart);
        return chart;
    }

    /** Every edge twice: the outline falls there from one bin to the height of the next. */
    private double[] outlineX() {
        return IntStream.rangeClosed(0, bins)
                .mapToDouble(this::edge)
                .flatMap(edge -> DoubleStream.of(edge, edge))
                .toArray();
    }

    private static double[] outlineY(double[] shares) {
        double[] result = new double[2 * shares.length + 2];
        for (int i = 0; i < shares.length; i++) {
            result[2 * i + 1] = shares[i];
            result[2 * i + 2] = shares[i];
        }
        return result;
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". Histogram of ").append(xLabel).append(" in ").append(bins);
        text.append(" bins from ").append(Numbers.text(from)).append(" to ");
        text.append(Numbers.text(to)).append(".");
        for (Values group : groups) {
            text.append(" ").append(group.name()).append(": ").append(summary(group)).append(".");
        }
        return text.toString();
    }

    private static String summary(Values group) {
        double[] values = Numbers.finite(group.values());
        return values.length == 0
                ? "no numbers"
                : values.length
                        + (values.length == 1 ? " number" : " numbers")
                        + ", mean "
                        + Numbers.text(Numbers.mean(group.values()))
                        + ", median "
                        + Numbers.text(Numbers.median(values));
    }
}
