package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.Trace;

/** The one look of all figures of a notebook, for Plotly and for its static twin. */
final class Theme {

    static final int HEIGHT = 400;

    private static final int TITLE_LIMIT = 90;
    private static final int TITLE_BASELINE = 25;
    private static final int LONG_TITLE = 55;
    private static final double LEFT_OF_TITLE = 0.3;
    private static final int X_LIMIT = 60;
    private static final int Y_LIMIT = 46;
    private static final int LEGEND_LIMIT = 30;
    private static final int COLUMN_LIMIT = 20;
    private static final int MOST_COLUMNS = 26;

    /** So many letters stand side by side below a chart. */
    private static final int ROW_OF_TEXT = 60;

    private Theme() {}

    static Color faint(Color color, double opacity) {
        return new Color(
                color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
    }

    static String css(Color color) {
        return color.getAlpha() == 255
                ? String.format(Locale.ROOT, "#%06X", color.getRGB() & 0xFFFFFF)
                : String.format(
                        Locale.ROOT,
                        "rgba(%d,%d,%d,%.2f)",
                        color.getRed(),
                        color.getGreen(),
                        color.getBlue(),
                        color.getAlpha() / 255.0);
    }

    /** Returns Plotly's name of {@link ChartStyle#stroke}. */
    static String dash(int index) {
        return ChartStyle.stroke(index).getDashArray() == null ? "solid" : "dash";
    }

    static Layout.LayoutBuilder layout(Labels labels, String title, Axis x, Axis y) {
        return Layout.builder()
                .title(labels.hide(title))
                .width(ChartStyle.WIDTH)
                .height(HEIGHT)
                .margin(Margin.builder().left(70).right(20).top(50).bottom(55).build())
                .xAxis(x)
                .yAxis(y);
    }

    /** Returns a figure with numbers along both axes. */
    static Figure figure(
            Labels labels, String title, String xLabel, String yLabel, List<Trace> traces) {
        Layout layout = layout(labels, title, axis(labels, xLabel), axis(labels, yLabel)).build();
        return new Figure(layout, traces.toArray(Trace[]::new));
    }

    static Axis axis(Labels labels, String title) {
        return Axis.builder().title(labels.hide(title)).build();
    }

    /** Adds to a figure what jsplot has no words for. */
    static ObjectNode finish(ObjectNode figure) {
        ObjectNode layout = (ObjectNode) figure.get("layout");
        layout.put("paper_bgcolor", "#FFFFFF").put("plot_bgcolor", "#FFFFFF");
        layout.putObject("font").put("size", 13).put("color", css(ChartStyle.INK));
        layout.putObject("hoverlabel").put("namelength", -1);
        ((ObjectNode) layout.get("title"))
                .put("x", 0.5)
                .putObject("font")
                .put("size", titleSize(layout.at("/title/text").asText()));
        for (String axis : List.of("xaxis", "yaxis")) {
            ((ObjectNode) layout.at("/" + axis + "/title"))
                    .put("standoff", 10)
                    .putObject("font")
                    .put("size", 14);
            ((ObjectNode) layout.get(axis))
                    .put("gridcolor", css(ChartStyle.GRID))
                    .put("zerolinecolor", "#BBBBBB")
                    .put("hoverformat", ".4~g")
                    .put("automargin", true);
        }
        return figure;
    }

    private static int titleSize(String title) {
        return title.length() > LONG_TITLE ? 13 : 16;
    }

    /** Gives a chart the common look and its texts, empty for none. */
    static void style(Chart<? extends AxesChartStyler, ?> chart, String title, String x, String y) {
        ChartStyle.apply(chart);
        chart.setTitle(fit(title));
        chart.setXAxisTitle(shorten(x, X_LIMIT));
        chart.setYAxisTitle(shorten(y, Y_LIMIT));
        chart.getStyler().setXAxisTickMarkSpacingHint(90).setPlotMargin(0);
    }

    /** Asks for round numbers on both axes; left alone, XChart labels every so many data points. */
    static void numericAxes(Chart<? extends AxesChartStyler, ?> chart) {
        chart.getStyler().setxAxisTickLabelsFormattingFunction(Numbers::text);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(Numbers::text);
    }

    /** Puts an invisible series into an empty chart, without which XChart draws no axes. */
    static void addNothingTo(XYChart chart) {
        if (chart.getSeriesMap().isEmpty()) {
            double low = chart.getStyler().isYAxisLogarithmic() ? 0.1 : 0;
            XYSeries series =
                    chart.addSeries("nothing", new double[] {0, 1}, new double[] {low, 1});
            series.setLineColor(new Color(0, 0, 0, 0));
            series.setMarker(SeriesMarkers.NONE);
            chart.getStyler().setLegendVisible(false);
        }
    }

    /** Adds an invisible series, because XChart has round labels for uneven points only. */
    static void addUneven(XYChart chart) {
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

    /** Shortens a text that would run out of the picture; XChart cannot draw an empty one. */
    static String fit(String text) {
        String line = line(text);
        return line.length() <= TITLE_LIMIT ? line : line.substring(0, TITLE_LIMIT - 1) + "\u2026";
    }

    private static String line(String text) {
        return text.isBlank() ? " " : text.replaceAll("\\s", " ");
    }

    /** Shortens a name that would leave no room for the data; its end often tells most. */
    static String shorten(String name, int limit) {
        String line = line(name);
        if (line.length() <= limit) {
            return line;
        }
        int tail = limit / 3;
        String head = line.substring(0, limit - tail - 1);
        return head + "\u2026" + line.substring(line.length() - tail);
    }

    /** Returns what a legend says. */
    static String legend(String name) {
        return shorten(name, LEGEND_LIMIT);
    }

    /** Returns names for the ticks of an axis: some of them, if all would overlap. */
    static List<String> ticks(List<String> names, int limit, int most) {
        int every = (names.size() + most - 1) / most;
        return IntStream.range(0, names.size())
                .mapToObj(i -> i % every == 0 ? shorten(names.get(i), limit) : " ")
                .toList();
    }

    /** Turns the names of columns where they would meet; left alone, XChart leaves some out. */
    static List<String> columns(List<String> names, Chart<? extends AxesChartStyler, ?> chart) {
        List<String> ticks = ticks(names, COLUMN_LIMIT, MOST_COLUMNS);
        int longest = ticks.stream().mapToInt(String::length).max().orElse(0);
        if (longest * names.size() > ROW_OF_TEXT) {
            chart.getStyler().setXAxisLabelRotation(45);
        }
        return ticks;
    }

    /**
     * Draws a chart, and its title in the middle of the picture: XChart would centre it over the
     * data, where a long one leaves the picture. A letter keeps the title's place until then.
     */
    static byte[] png(Chart<?, ?> chart) {
        String title = chart.getTitle();
        chart.setTitle("X");
        BufferedImage image = BitmapEncoder.getBufferedImage(chart);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        // The highest number beside the axis, at the left, may reach into these rows.
        int left = (int) (LEFT_OF_TITLE * image.getWidth());
        pen.fillRect(left, 0, image.getWidth() - left, TITLE_BASELINE + 6);
        pen.setColor(ChartStyle.INK);
        pen.setFont(ChartStyle.font(Font.PLAIN, titleSize(title)));
        int width = pen.getFontMetrics().stringWidth(title);
        pen.drawString(title, (image.getWidth() - width) / 2, TITLE_BASELINE);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }
}
