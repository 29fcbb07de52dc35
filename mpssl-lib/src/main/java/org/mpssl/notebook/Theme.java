package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Margin;

/** The one look of all figures, for Plotly and for its static twin. */
final class Theme {

    static final int WIDTH = 680;
    static final int HEIGHT = 400;

    static final Color INK = new Color(0x333333);
    static final Color GRID = new Color(0xE3E3E3);

    /** Okabe and Ito's colours, told apart with every common kind of colour blindness. */
    private static final List<Color> PALETTE =
            List.of(
                    new Color(0x0072B2),
                    new Color(0xD55E00),
                    new Color(0x009E73),
                    new Color(0xE69F00),
                    new Color(0xCC79A7),
                    new Color(0x56B4E9),
                    new Color(0x000000),
                    new Color(0xF0E442));

    private static final int TITLE_LIMIT = 90;

    private Theme() {}

    static Color color(int index) {
        return PALETTE.get(Math.floorMod(index, PALETTE.size()));
    }

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

    /** Returns a font, or says what to install: a bare server often has none at all. */
    static Font font(int style, int size) {
        try {
            Font font = new Font(Font.SANS_SERIF, style, size);
            font.getStringBounds("x", new FontRenderContext(null, true, true));
            return font;
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            throw new IllegalStateException(
                    "Java finds no fonts to draw with: install fontconfig and one font,"
                            + " for instance the packages fontconfig and fonts-dejavu-core",
                    noFonts);
        }
    }

    static Layout.LayoutBuilder layout(Labels labels, String title, Axis x, Axis y) {
        return Layout.builder()
                .title(labels.hide(title))
                .width(WIDTH)
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
        layout.putObject("font").put("size", 13).put("color", css(INK));
        ((ObjectNode) layout.get("title")).put("x", 0.5).putObject("font").put("size", 16);
        for (String axis : List.of("xaxis", "yaxis")) {
            ((ObjectNode) layout.at("/" + axis + "/title"))
                    .put("standoff", 10)
                    .putObject("font")
                    .put("size", 14);
            ((ObjectNode) layout.get(axis))
                    .put("gridcolor", css(GRID))
                    .put("zerolinecolor", "#BBBBBB")
                    .put("hoverformat", ".4~g")
                    .put("automargin", true);
        }
        return figure;
    }

    static void style(Chart<? extends AxesChartStyler, ?> chart) {
        AxesChartStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartFontColor(INK)
                .setChartTitleFont(font(Font.PLAIN, 16))
                .setChartTitleBoxVisible(false)
                .setLegendFont(font(Font.PLAIN, 13))
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartPadding(10);
        styler.setAxisTitleFont(font(Font.PLAIN, 14))
                .setAxisTickLabelsFont(font(Font.PLAIN, 12))
                .setAxisTickLabelsColor(INK)
                .setAxisTickMarksColor(GRID)
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1))
                .setXAxisTickMarkSpacingHint(90)
                .setPlotMargin(0)
                .setLocale(Locale.ROOT);
        styler.setToolTipsEnabled(false);
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
