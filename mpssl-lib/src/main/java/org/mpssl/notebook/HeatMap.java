package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/**
 * A table of numbers in colours, the first row on top: the distribution of the label converter, a
 * confusion matrix.
 *
 * @param title the title
 * @param xLabel what the columns are
 * @param yLabel what the rows are
 * @param columns names of the columns, all different
 * @param rows names of the rows, all different
 * @param values the numbers, by row
 */
public record HeatMap(
        String title,
        String xLabel,
        String yLabel,
        List<String> columns,
        List<String> rows,
        List<List<Double>> values)
        implements Chart {

    /** Above so many columns or rows the numbers would not be legible. */
    private static final int NUMBERED = 12;

    private static final int ROW_HEIGHT = 26;

    /** White towards the first colour of the palette; dark numbers stay legible on all of it. */
    private static final List<Color> SCALE =
            List.of(
                    new Color(0xFFFFFF),
                    new Color(0xDCEAF5),
                    new Color(0xB5D3EA),
                    new Color(0x87B8DC),
                    new Color(0x559BCB));

    /**
     * Checks the shape and the names.
     *
     * @param title the title
     * @param xLabel what the columns are
     * @param yLabel what the rows are
     * @param columns names of the columns, all different
     * @param rows names of the rows, all different
     * @param values the numbers, by row
     */
    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        values = values.stream().map(Numbers::drawable).toList();
        int width = columns.size();
        if (values.size() != rows.size() || values.stream().anyMatch(r -> r.size() != width)) {
            throw new IllegalArgumentException(
                    "the values must be "
                            + rows.size()
                            + " rows of "
                            + width
                            + ", they are "
                            + values.stream().map(List::size).toList());
        }
        if (columns.isEmpty() || rows.isEmpty()) {
            throw new IllegalArgumentException("a heat map needs a row and a column");
        }
        if (columns.stream().distinct().count() < width
                || rows.stream().distinct().count() < rows.size()) {
            throw new IllegalArgumentException("two columns or two rows have the same name");
        }
    }

    @Override
    public ObjectNode plotly() {
        Labels labels = new Labels();
        double[][] z = values.stream().map(Numbers::array).toArray(double[][]::new);
        Axis x = Axis.builder().title(labels.hide(xLabel)).type(Axis.Type.CATEGORY).build();
        Axis y = Axis.builder().title(labels.hide(yLabel)).type(Axis.Type.CATEGORY).build();
        Figure figure =
                new Figure(
                        Theme.layout(labels, title, x, y).height(height()).build(),
                        HeatmapTrace.builder(labels.hideAll(columns), labels.hideAll(rows), z)
                                .build());
        ObjectNode json = PlotlyJson.of(figure, labels);
        ObjectNode trace = (ObjectNode) json.at("/data/0");
        trace.remove("name");
        ArrayNode scale = trace.putArray("colorscale");
        for (int i = 0; i < SCALE.size(); i++) {
            scale.addArray().add(i / (SCALE.size() - 1.0)).add(Theme.css(SCALE.get(i)));
        }
        double[] range = range();
        trace.put("zmin", range[0]).put("zmax", range[1]);
        trace.put("xgap", 1).put("ygap", 1);
        trace.put("hovertemplate", "%{y}, %{x}: %{z:.4~g}<extra></extra>");
        if (isNumbered()) {
            trace.put("texttemplate", "%{z:.2f}").put("showscale", false);
            trace.putObject("textfont").put("color", Theme.css(ChartStyle.INK));
        }
        ((ObjectNode) json.at("/layout/yaxis")).put("autorange", "reversed");
        return Theme.finish(json);
    }

    @Override
    public byte[] png() {
        return Theme.png(twin());
    }

    /** Returns the static twin, for the tests to look into. */
    HeatMapChart twin() {
        // The constructor alone leaves the style without fonts.
        HeatMapChart chart =
                new HeatMapChartBuilder().width(ChartStyle.WIDTH).height(height()).build();
        chart.setTitle(Theme.fit(title));
        chart.setXAxisTitle(Theme.fit(xLabel));
        chart.setYAxisTitle(Theme.fit(yLabel));
        Theme.style(chart);
        double[] range = range();
        chart.getStyler()
                .setRangeColors(SCALE.toArray(Color[]::new))
                .setMin(range[0])
                .setMax(range[1])
                .setDrawBorder(false)
                .setShowValue(isNumbered())
                .setHeatMapValueDecimalPattern("0.00")
                .setHeatMapDecimalValueFormatter(Numbers::text)
                .setValueFont(ChartStyle.font(Font.PLAIN, 11));
        chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(!isNumbered());
        if (columns.stream().mapToInt(String::length).max().orElse(0) * columns.size() > 60) {
            chart.getStyler().setXAxisLabelRotation(45);
        }
        // XChart counts rows from below.
        List<String> upwards = new ArrayList<>(rows.stream().map(Theme::fit).toList());
        Collections.reverse(upwards);
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                Double value = values.get(row).get(column);
                if (Double.isFinite(value)) {
                    cells.add(new Number[] {column, rows.size() - 1 - row, value});
                }
            }
        }
        if (cells.isEmpty()) {
            // XChart wants a cell; this one has the colour of the lowest value.
            cells.add(new Number[] {0, 0, range[0]});
        }
        chart.addSeries("values", columns.stream().map(Theme::fit).toList(), upwards, cells);
        return chart;
    }

    private int height() {
        return Math.max(Theme.HEIGHT, Math.min(900, 150 + ROW_HEIGHT * rows.size()));
    }

    private boolean isNumbered() {
        return columns.size() <= NUMBERED;
    }

    /** Returns the range of the colours: from zero, unless something is negative. */
    private double[] range() {
        double[] all =
                values.stream().flatMapToDouble(r -> Arrays.stream(Numbers.finite(r))).toArray();
        double low = Math.min(0, Arrays.stream(all).min().orElse(0));
        double high = Arrays.stream(all).max().orElse(1);
        return new double[] {low, high > low ? high : low + 1};
    }

    @Override
    public String alt() {
        StringBuilder text = new StringBuilder();
        text.append(title).append(". Heat map, rows: ").append(yLabel);
        text.append(", columns: ").append(xLabel).append(". Largest value of each row:");
        for (int row = 0; row < rows.size(); row++) {
            int best = largest(values.get(row));
            text.append(row == 0 ? " " : "; ").append(rows.get(row)).append(": ");
            text.append(best < 0 ? "none" : columns.get(best));
            if (best >= 0) {
                text.append(" ").append(Numbers.text(values.get(row).get(best)));
            }
        }
        return text.append(".").toString();
    }

    private static int largest(List<Double> row) {
        int best = -1;
        for (int i = 0; i < row.size(); i++) {
            if (Double.isFinite(row.get(i)) && (best < 0 || row.get(i) > row.get(best))) {
                best = i;
            }
        }
        return best;
    }
}
