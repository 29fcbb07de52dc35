package org.mpssl.notebook;

import java.util.Arrays;
import java.util.List;
import tech.tablesaw.plotly.components.Figure;

/** The charts of the workbench, one call each. */
public final class Figures {

    private Figures() {}

    /**
     * Returns lines over a number, for instance learning curves.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param lines the lines
     * @return the chart
     */
    public static LineChart lines(String title, String xLabel, String yLabel, Line... lines) {
        return new LineChart(title, xLabel, yLabel, List.of(lines));
    }

    /**
     * Returns bars of means over seeds.
     *
     * @param title the title
     * @param yLabel what the bars measure
     * @param bars the bars
     * @return the chart
     */
    public static BarChart bars(String title, String yLabel, Bar... bars) {
        return new BarChart(title, yLabel, List.of(bars));
    }

    /**
     * Returns points by group.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param groups the groups
     * @return the chart
     */
    public static ScatterChart scatter(
            String title, String xLabel, String yLabel, Points... groups) {
        return new ScatterChart(title, xLabel, yLabel, List.of(groups));
    }

    /**
     * Returns a table of numbers in colours.
     *
     * @param title the title
     * @param xLabel what the columns are
     * @param yLabel what the rows are
     * @param columns names of the columns
     * @param rows names of the rows
     * @param values the numbers, by row
     * @return the chart
     */
    public static HeatMap heatMap(
            String title,
            String xLabel,
            String yLabel,
            List<String> columns,
            List<String> rows,
            double[][] values) {
        return new HeatMap(
                title,
                xLabel,
                yLabel,
                columns,
                rows,
                Arrays.stream(values).map(Numbers::list).toList());
    }

    /**
     * Returns any other jsplot figure, in its interactive form only.
     *
     * @param figure the figure
     * @return the bundle
     */
    public static Bundle bundle(Figure figure) {
        return Bundle.text("An interactive figure; it shows in JupyterLab.")
                .with(Bundle.PLOTLY, PlotlyJson.of(figure));
    }
}
