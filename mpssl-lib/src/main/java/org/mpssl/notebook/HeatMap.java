package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.mpssl.chart.ChartStyle;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.HeatmapTrace;

/**
 * A table of numbers in colours, the first row on top: the distribution of the label converter, for
 * example.
 *
 * <p>Up to {@value #NUMBERED} columns, the cells show their numbers: two decimals, or none if all
 * of the numbers are whole. Where counts are given, the cells show those, and the values are the
 * colours alone.
 *
 * @param title the title
 * @param xLabel what the columns are
 * @param yLabel what the rows are
 * @param columns names of the columns, all different
 * @param rows names of the rows, all different
 * @param values the numbers, by row; one that is not finite leaves its cell empty
 * @param counts what the cells show in place of their values, by row; empty for the values
 */
public record HeatMap(
        String title,
        String xLabel,
        String yLabel,
        List<String> columns,
        List<String> rows,
        List<List<Double>> values,
        List<List<Integer>> counts)
        implements Chart {

    /** Above so many columns or rows the numbers would not be legible. */
    private static final int NUMBERED = 12;

    private static final int ROW_HEIGHT = 26;
    private static final int ROW_LIMIT = 26;
    private static final int MOST_ROWS = 50;

    /**
     * Checks the shape and the names.
     *
     * @param title the title
     * @param xLabel what the columns are
     * @param yLabel what the rows are
     * @param columns names of the columns, all different
     * @param rows names of the rows, all different
     * @param values the numbers, by row; one that is not finite leaves its cell empty
     * @param counts what the cells show in place of their values, by row; empty for the values
     */
    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        values = values.stream().map(Numbers::drawable).toList();
        counts = counts.stream().map(List::copyOf).toList();
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
        List<Integer> sizes = values.stream().map(List::size).toList();
        if (!counts.isEmpty() && !counts.stream().map(List::size).toList().equals(sizes)) {
            throw new IllegalArgumentException("there must be a count for each value, or none");
        }
        if (columns.isEmpty() || rows.isEmpty()) {
            throw new IllegalArgumentException("a heat map needs a row and a column");
        }
        if (columns.stream().distinct().count() < width
                || rows.stream().distinct().count() < rows.size()) {
            throw new IllegalArgumentException("two columns or two rows have the same name");
        }
    }

    /**
     * Makes a heat map whose cells show their values.
     *
     * @param title the title
     * @param xLabel what the columns are
     * @param yLabel what the rows are
     * @param columns names of the columns, all different
     * @param rows names of the rows, all different
     * @param values the numbers, by row; one that is not finite leaves its cell empty
     */
    public HeatMap(
            String title,
            String xLabel,
            String yLabel,
            List<String> columns,
            List<String> rows,
            List<List<Double>> values) {
        this(title, xLabel, yLabel, columns, rows, values, List.of());
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
        ColorScale.of(values).apply(trace);
        trace.put("xgap", 1).put("ygap", 1);
        String number = counts.isEmpty() ? "%{z:.4~g}" : "%{text} (%{z:.3~g})";
        trace.put("hovertemplate", "%{y}, %{x}: " + number + "<extra></extra>");
        if (!counts.isEmpty()) {
            ArrayNode text = trace.putArray("text");
            for (List<Integer> row : counts) {
                ArrayNode cells = text.addArray();
                row.forEach(count -> cells.add(count.toString()));
            }
        }
        if (isNumbered()) {
            String value = isWhole() ? "%{z:.0f}" : "%{z:.2f}";
            trace.put("texttemplate", counts.isEmpty() ? value : "%{text}");
            trace.put("showscale", false);
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
        Theme.style(chart, title, xLabel, yLabel);
        ColorScale scale = ColorScale.of(values);
        chart.getStyler()
                .setRangeColors(scale.colors().toArray(Color[]::new))
                .setMin(scale.low())
                .setMax(scale.high())
                .setDrawBorder(false)
                .setShowValue(isNumbered())
                .setHeatMapValueDecimalPattern(isWhole() ? "0" : "0.00")
                .setHeatMapDecimalValueFormatter(Numbers::text)
                .setValueFont(ChartStyle.font(Font.PLAIN, 11));
        chart.getStyler().setPlotGridLinesVisible(false).setLegendVisible(!isNumbered());
        // XChart counts rows from below.
        List<String> upwards = new ArrayList<>(Theme.ticks(rows, ROW_LIMIT, MOST_ROWS));
        Collections.reverse(upwards);
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                if (Double.isFinite(values.get(row).get(column))) {
                    cells.add(new Number[] {column, rows.size() - 1 - row, cell(row, column)});
                }
            }
        }
        if (cells.isEmpty()) {
            // XChart wants a cell; this one is white and empty.
            cells.add(new Number[] {0, 0, 0});
            chart.getStyler().setShowValue(false);
        }
        chart.addSeries("values", Theme.columns(columns, chart), upwards, cells);
        return chart;
    }

    private Number cell(int row, int column) {
        double value = values.get(row).get(column);
        return counts.isEmpty() ? value : new Counted(value, counts.get(row).get(column));
    }

    /**
     * A cell in the colour of one number that shows another: XChart asks for its double to choose
     * the colour, and Java's number format for its long to write it.
     */
    private static final class Counted extends AtomicLong {

        private final double value;

        Counted(double value, int count) {
            super(count);
            this.value = value;
        }

        @Override
        public double doubleValue() {
            return value;
        }
    }

    private int height() {
        return Math.max(Theme.HEIGHT, Math.min(900, 150 + ROW_HEIGHT * rows.size()));
    }

    private boolean isNumbered() {
        return columns.size() <= NUMBERED;
    }

    /** Returns whether no cell shows decimals. */
    private boolean isWhole() {
        return !counts.isEmpty()
                || values.stream()
                        .flatMapToDouble(row -> Arrays.stream(Numbers.finite(row)))
                        .allMatch(value -> value == Math.rint(value));
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
