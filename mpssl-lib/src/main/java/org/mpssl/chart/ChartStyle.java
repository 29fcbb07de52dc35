package org.mpssl.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.mpssl.UserError;

/** Colours, sizes and fonts of every chart. */
public final class ChartStyle {

    /** Pixels, as wide as a notebook's column. */
    public static final int WIDTH = 680;

    /** Of texts and lines. */
    public static final Color INK = new Color(0x333333);

    /** Of what lies behind the data. */
    public static final Color GRID = new Color(0xE3E3E3);

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

    private ChartStyle() {}

    /**
     * Returns the colour of a series.
     *
     * @param index its number; after the last colour comes the first again
     * @return the colour
     */
    public static Color color(int index) {
        return PALETTE.get(Math.floorMod(index, PALETTE.size()));
    }

    /**
     * Returns the line of a series: dashed when all colours have been used.
     *
     * @param index its number
     * @return the line
     */
    public static BasicStroke stroke(int index) {
        float[] dashes = index < PALETTE.size() ? null : new float[] {7, 5};
        return new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dashes, 0);
    }

    /**
     * Returns a font.
     *
     * @param style of {@link Font}
     * @param size in points
     * @return the font
     * @throws UserError if there is none, as on a bare server; it says what to install
     */
    public static Font font(int style, int size) {
        try {
            Font font = new Font(Font.SANS_SERIF, style, size);
            font.getStringBounds("x", new FontRenderContext(null, true, true));
            return font;
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            throw new UserError(
                    "Java finds no fonts to draw with: install fontconfig and one font,"
                            + " for instance the packages fontconfig and fonts-dejavu-core",
                    noFonts);
        }
    }

    /**
     * Shortens a text that is too wide.
     *
     * @param text the text
     * @param metrics of its font
     * @param width in pixels
     * @return the text, or its beginning and an ellipsis
     */
    public static String cut(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + "\u2026") > width) {
            end--;
        }
        return text.substring(0, end) + "\u2026";
    }

    /**
     * Gives a chart the common look, with the legend on the right.
     *
     * @param chart the chart
     */
    public static void apply(Chart<? extends AxesChartStyler, ?> chart) {
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
                .setLocale(Locale.ROOT);
        styler.setToolTipsEnabled(false);
    }
}
