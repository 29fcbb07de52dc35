package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Bars of means over seeds, each with its standard deviation and a dot per seed.
 *
 * <p>The axis always holds zero, because the eye compares the lengths of bars.
 *
 * @param title the title
 * @param yLabel what the bars measure
 * @param bars the bars, in the order of their colours, with different names
 * @param firstColor which colour of the palette the first bar has; in a chart of differences 1, so
 *     that a method has its colour of the other charts, whose first is what is subtracted here
 */
public record BarChart(String title, String yLabel, List<Bar> bars, int firstColor)
        implements Chart {

    private static final double FILL = 0.65;
    private static final Color DOT = Theme.faint(Color.BLACK, 0.55);
    private static final int DOT_SIZE = 6;
    private static final int NUMBERED = 8;

    /** From here on, hundredths are enough. */
    private static final double MANY = 10;

    /**
     * Checks the names.
     *
     * @param title the title
     * @param yLabel what the bars measure
     * @param bars the bars, in the order of their colours, with different names
     * @param firstColor which colour of the palette the first bar has
     */
    public BarChart {
        bars = List.copyOf(bars);
        if (bars.stream().map(Bar::name).distinct().count() < bars.size()) {
            throw new IllegalArgumentException("two bars have the same name");
        }
    }

    /**
     * Makes a chart whose bars have the colours of the palette.
     *
     * @param title the title
     * @param yLabel what the bars measure
     * @param bars the bars, in the order of their colours, with different names
     */
    public BarChart(String title, String yLabel, List<Bar> bars) {
        this(title, yLabel, bars, 0);
    }

    @Override
    public ObjectNode plotly() {
        Labels labels = new Labels();
        List<Trace> traces = new ArrayList<>();
        for (Bar bar : bars) {
            traces.add(
                    BarTrace.builder(labels.hideAll(List.of(bar.name())), new double[] {bar.mean()})
                            .name(labels.hide(bar.name()))
                            .build());
        }
        double[] range = range();
        Axis x = Axis.builder().title("").type(Axis.Type.CATEGORY).build();
        Axis y = Axis.builder().title(labels.hide(yLabel)).range(range[0], range[1]).build();
        Figure figure =
                new Figure(
                        Theme.layout(labels, title, x, y).showLegend(false).build(),
                        traces.toArray(Trace[]::new));
        ObjectNode json = PlotlyJson.of(figure, labels);
        for (int i = 0; i < bars.size(); i++) {
            paint((ObjectNode) json.at("/data/" + i), i);
        }
        addDots((ArrayNode) json.get("data"));
        ((ObjectNode) json.at("/layout/xaxis")).put("showgrid", false);
        return Theme.finish(json);
    }

    private void paint(ObjectNode node, int index) {
        Bar bar = bars.get(index);
        node.putObject("marker")
                .put("color", Theme.css(Theme.faint(ChartStyle.color(firstColor + index), FILL)));
        node.put("width", 0.6);
        if (isNumbered()) {
            node.put("text", Numbers.text(bar.mean())).put("textposition", "inside");
            node.put("insidetextanchor", "middle").put("textangle", 0);
            node.putObject("textfont").put("color", Theme.css(ChartStyle.INK));
        }
        ObjectNode error = node.putObject("error_y");
        error.put("type", "data").put("color", Theme.css(ChartStyle.INK)).put("thickness", 1.5);
        error.putArray("array").add(zeroIfUnknown(bar.deviation()));
        node.put("hovertemplate", Labels.plotly(summary(bar)) + "<extra></extra>");
    }

    private void addDots(ArrayNode data) {
        ObjectNode dots = data.addObject();
        dots.put("type", "scatter").put("mode", "markers").put("name", "seeds");
        ArrayNode x = dots.putArray("x");
        ArrayNode y = dots.putArray("y");
        for (Bar bar : bars) {
            for (double value : Numbers.finite(bar.values())) {
                x.add(Labels.plotly(bar.name()));
                y.add(value);
            }
        }
        dots.putObject("marker").put("color", Theme.css(DOT)).put("size", DOT_SIZE);
        dots.put("hovertemplate", "%{y:.4~g}<extra>one seed</extra>");
    }

    @Override
    public byte[] png() {
        return Theme.png(twin());
    }

    /** Returns the static twin, for the tests to look into. */
    CategoryChart twin() {
        CategoryChart chart = new CategoryChart(ChartStyle.WIDTH, Theme.HEIGHT);
        Theme.style(chart, title, "", yLabel);
        double[] range = range();
        chart.getStyler().setYAxisMin(range[0]).setYAxisMax(range[1]);
        chart.getStyler().setErrorBarsColor(ChartStyle.INK);
        chart.getStyler().setPlotGridVerticalLinesVisible(false).setLegendVisible(false);
        chart.getStyler()
                .setLabelsVisible(isNumbered())
                .setLabelsPosition(0.5)
                .setLabelsFontColor(ChartStyle.INK)
                .setLabelsFontColorAutomaticEnabled(false)
                .setLabelsFont(ChartStyle.font(Font.PLAIN, 13));
        // The same pattern writes the numbers onto the bars.
        chart.getStyler().setYAxisDecimalPattern(range[1] > MANY ? "0.##" : "0.####");
        chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.6).setMarkerSize(DOT_SIZE);
        List<String> names = Theme.columns(bars.stream().map(Bar::name).toList(), chart);
        for (int i = 0; i < bars.size(); i++) {
            CategorySeries series = chart.addSeries("bar " + i, names, only(i));
            series.setFillColor(Theme.faint(ChartStyle.color(firstColor + i), FILL));
        }
        addSpread(chart, names);
        int seeds = bars.stream().mapToInt(bar -> bar.values().size()).max().orElse(0);
        for (int seed = 0; seed < seeds; seed++) {
            int index = seed;
            List<Double> row = new ArrayList<>();
            bars.forEach(bar -> row.add(known(bar.values(), index)));
            CategorySeries series = chart.addSeries("seed " + seed, names, row);
            series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
            series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(DOT);
        }
        return chart;
    }

    /** XChart wants an error bar at every category, so they are a series of their own. */
    private void addSpread(CategoryChart chart, List<String> names) {
        boolean empty = bars.isEmpty();
        CategorySeries series =
                chart.addSeries(
                        "spread",
                        empty ? List.of(" ") : names,
                        empty ? List.of(0.0) : each(Bar::mean),
                        empty ? List.of(0.0) : each(Bar::deviation));
        series.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.NONE);
    }

    private List<Double> each(ToDoubleFunction<Bar> value) {
        return bars.stream().map(bar -> zeroIfUnknown(value.applyAsDouble(bar))).toList();
    }

    private static Double known(List<Double> values, int index) {
        return index < values.size() && Double.isFinite(values.get(index))
                ? values.get(index)
                : null;
    }

    private List<Double> only(int index) {
        List<Double> result = new ArrayList<>(Collections.nCopies(bars.size(), null));
        result.set(index, zeroIfUnknown(bars.get(index).mean()));
        return result;
    }

    private static double zeroIfUnknown(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    /** Returns whether all bars are long enough to hold their number clear of the spread. */
    private boolean isNumbered() {
        double[] range = range();
        return bars.size() <= NUMBERED
                && bars.stream().allMatch(bar -> bar.mean() > 0.3 * (range[1] - range[0]));
    }

    /** Returns the range of the axis, the same in both forms. */
    double[] range() {
        double high = ends(1).max().orElse(0);
        double low = ends(-1).min().orElse(0);
        if (high <= 0 && low >= 0) {
            return new double[] {0, 1};
        }
        double air = 0.06 * (Math.max(high, 0) - Math.min(low, 0));
        return new double[] {low < 0 ? low - air : 0, high > 0 ? high + air : 0};
    }

    private DoubleStream ends(int sign) {
        return bars.stream()
                .flatMapToDouble(
                        bar ->
                                DoubleStream.concat(
                                        DoubleStream.of(bar.mean() + sign * bar.deviation()),
                                        DoubleStream.of(Numbers.finite(bar.values()))))
                .filter(Double::isFinite);
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". Bar chart of ").append(yLabel).append(".");
        bars.forEach(bar -> text.append(" ").append(summary(bar)).append("."));
        return text.toString();
    }

    private static String summary(Bar bar) {
        int seeds = bar.values().size();
        String mean = bar.name() + ": " + Numbers.text(bar.mean());
        return seeds < 2
                ? mean
                : mean + " \u00B1 " + Numbers.text(bar.deviation()) + " over " + seeds + " seeds";
    }
}
