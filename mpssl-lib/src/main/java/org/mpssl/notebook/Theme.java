package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;

/** The one look of all figures of a notebook, for Plotly and for its static twin. */
final class Theme {

    static final int HEIGHT = 400;

    private static final int TITLE_LIMIT = 90;

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

    static Layout.LayoutBuilder layout(Labels labels, String title, Axis x, Axis y) {
        return Layout.builder()
                .title(labels.hide(title))
                .width(ChartStyle.WIDTH)
                .height(HEIGHT)
                .margin(Margin.builder().left(70).right(20).top(50).bottom(55).build())
                .xAxis(x)
                .yAxis(y);
    }

    static Axis axis(Labels labels, String title) {
        return Axis.builder().title(labels.hide(title)).build();
    }

    /** Adds to a figure what jsplot has no words for. */
    static ObjectNode finish(ObjectNode figure) {
        ObjectNode layout = (ObjectNode) figure.get("layout");
        layout.put("paper_bgcolor", "#FFFFFF").put("plot_bgcolor", "#FFFFFF");
        layout.putObject("font").put("size", 13).put("color", css(ChartStyle.INK));
        ((ObjectNode) layout.get("title")).put("x", 0.5).putObject("font").put("size", 16);
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

    static void style(Chart<? extends AxesChartStyler, ?> chart) {
        ChartStyle.apply(chart);
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
            XYSeries series = chart.addSeries("nothing", new double[] {0, 1}, new double[] {0, 1});
            series.setLineColor(new Color(0, 0, 0, 0));
            series.setMarker(SeriesMarkers.NONE);
            chart.getStyler().setLegendVisible(false);
        }
    }

    /** Shortens a text that would run out of the picture; XChart cannot draw an empty one. */
    static String fit(String text) {
        String line = text.isBlank() ? " " : text.replaceAll("\\s", " ");
        return line.length() <= TITLE_LIMIT ? line : line.substring(0, TITLE_LIMIT - 1) + "\u2026";
    }

    static byte[] png(Chart<?, ?> chart) {
        try {
            return BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
    }
}
