package org.mpssl.study;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.mpssl.chart.ChartStyle;

/**
 * A study's picture: what was found here, and beside it what the paper has.
 *
 * @param study the study
 * @param result its figures
 */
public record StudyChart(Study study, StudyResult result) {

    private static final int WIDTH = ChartStyle.WIDTH;
    private static final int HEIGHT = 480;

    /** Of bars without what stands below them, and of a letter there. */
    private static final int BARS = 320;

    private static final int LETTER = 7;

    /** A number with how far it may be off, or nothing where there is no run. */
    private record Point(double value, double error) {}

    private static final Point NOTHING = new Point(Double.NaN, 0);

    /** Draws the picture, all panels side by side. */
    public BufferedImage draw() {
        StudyFigures figures = new StudyFigures(study, result);
        List<Chart<?, ?>> panels =
                switch (study.view()) {
                    case CURVES -> curves(figures);
                    case CHOICE ->
                            List.of(
                                    lines(
                                            "Validation accuracy, %" + deviations(figures),
                                            "",
                                            figures,
                                            true),
                                    lines(
                                            "Test accuracy, %, for information"
                                                    + deviations(figures),
                                            "",
                                            figures,
                                            false));
                    default -> bars(figures);
                };
        BufferedImage picture =
                new BufferedImage(
                        WIDTH * panels.size(),
                        panels.get(0).getHeight(),
                        BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        for (int i = 0; i < panels.size(); i++) {
            pen.drawImage(BitmapEncoder.getBufferedImage(panels.get(i)), i * WIDTH, 0, null);
        }
        pen.dispose();
        return picture;
    }

    private List<Chart<?, ?>> bars(StudyFigures figures) {
        List<Chart<?, ?>> panels = new ArrayList<>();
        panels.add(
                bars(
                        "Here: points over Base"
                                + (figures.haveSpread() ? ", with 95 % intervals" : ""),
                        study.made(),
                        (row, column) ->
                                figures.base()
                                        .flatMap(b -> figures.minus(row, b, column, Judged.BEST))
                                        .map(p -> point(p.spread().mean(), p.smallest()))));
        List<Column> printed = study.columns().stream().filter(Column::printed).toList();
        if (!printed.isEmpty()) {
            panels.add(
                    bars(
                            "The paper: points over Base",
                            printed,
                            (row, column) -> printed(printedOverBase(figures, row, column))));
        }
        return panels;
    }

    private static OptionalDouble printedOverBase(StudyFigures figures, Row row, Column column) {
        return figures.base()
                .map(base -> figures.printedMinus(row, base, column))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Point> printed(OptionalDouble value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(new Point(value.getAsDouble(), 0));
    }

    private static Point point(double fraction, double error) {
        return new Point(100 * fraction, Double.isNaN(error) ? 0 : 100 * error);
    }

    private CategoryChart bars(
            String title, List<Column> columns, BiFunction<Row, Column, Optional<Point>> value) {
        int longest = study.rows().stream().mapToInt(row -> row.name().length()).max().orElse(0);
        CategoryChart chart = new CategoryChart(WIDTH, Math.max(HEIGHT, BARS + longest * LETTER));
        chart.setTitle(title);
        style(chart, columns.size() > 1);
        // Upright: of slanted names the last one runs over the edge, and is then left out.
        chart.getStyler()
                .setXAxisLabelRotation(90)
                .setXAxisLabelAlignmentVertical(AxesChartStyler.TextAlignment.Right)
                .setPlotGridVerticalLinesVisible(false)
                .setYAxisDecimalPattern("0.##");
        chart.getStyler().setAvailableSpaceFill(0.8).setErrorBarsColor(ChartStyle.INK);
        List<Row> rows =
                study.rows().stream()
                        .filter(
                                row ->
                                        columns.stream()
                                                .anyMatch(c -> value.apply(row, c).isPresent()))
                        .toList();
        List<String> names = rows.isEmpty() ? List.of(" ") : rows.stream().map(Row::name).toList();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            List<Point> points =
                    rows.isEmpty()
                            ? List.of(new Point(0, 0))
                            : rows.stream()
                                    .map(row -> value.apply(row, column).orElse(NOTHING))
                                    .toList();
            CategorySeries series =
                    chart.addSeries(
                            column.name(),
                            names,
                            points.stream().map(Point::value).toList(),
                            errors(points));
            series.setFillColor(ChartStyle.color(i));
        }
        return chart;
    }

    private List<Chart<?, ?>> curves(StudyFigures figures) {
        List<Chart<?, ?>> panels = new ArrayList<>();
        for (String group : study.made().stream().map(StudyChart::group).distinct().toList()) {
            String title = "Here: test accuracy, %" + (group.isEmpty() ? "" : ", " + group);
            panels.add(lines(title + deviations(figures), group, figures, false));
        }
        if (study.columns().stream().anyMatch(Column::printed)) {
            panels.add(printedLines(figures));
        }
        return panels;
    }

    /** What the error bars of lines are; those of bars are something else. */
    private static String deviations(StudyFigures figures) {
        return figures.haveSpread() ? ", ± standard deviation" : "";
    }

    /** What stands behind the comma of a column's name tells its curves from others. */
    private static String group(Column column) {
        int comma = column.name().indexOf(", ");
        return comma < 0 ? "" : column.name().substring(comma + 2);
    }

    private static double position(Column column) {
        return Double.parseDouble(column.name().replaceAll("[ ,].*", ""));
    }

    private XYChart lines(String title, String group, StudyFigures figures, boolean validation) {
        return lines(
                title,
                study.made().stream().filter(column -> group(column).equals(group)).toList(),
                (row, column) ->
                        figures.at(row, column)
                                .map(
                                        runs ->
                                                runs.spread(
                                                        r ->
                                                                validation
                                                                        ? r.validation()
                                                                        : r.test()))
                                .map(spread -> point(spread.mean(), spread.deviation())));
    }

    private XYChart printedLines(StudyFigures figures) {
        return lines(
                "The paper: test accuracy, %",
                study.columns().stream().filter(Column::printed).toList(),
                (row, column) -> printed(figures.study().printed(row, column)));
    }

    private XYChart lines(
            String title, List<Column> columns, BiFunction<Row, Column, Optional<Point>> value) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        chart.setTitle(title);
        boolean shares = study.view() == Study.View.CURVES;
        chart.setXAxisTitle(shares ? "labelled images, %" : "lambda");
        style(chart, true);
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical);
        chart.getStyler().setXAxisLogarithmic(!shares).setMarkerSize(6);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        int colour = 0;
        for (Row row : study.rows()) {
            Map<Column, Point> points = new LinkedHashMap<>();
            columns.forEach(c -> value.apply(row, c).ifPresent(point -> points.put(c, point)));
            if (!points.isEmpty()) {
                XYSeries series =
                        chart.addSeries(
                                row.name(),
                                points.keySet().stream()
                                        .mapToDouble(StudyChart::position)
                                        .toArray(),
                                points.values().stream().mapToDouble(Point::value).toArray(),
                                array(errors(points.values())));
                series.setMarker(SeriesMarkers.CIRCLE);
                series.setMarkerColor(ChartStyle.color(colour));
                series.setLineColor(ChartStyle.color(colour));
                series.setLineStyle(ChartStyle.stroke(colour));
            }
            colour++;
        }
        if (chart.getSeriesMap().isEmpty()) {
            chart.addSeries("no runs", new double[] {1, 2}, new double[] {0, 0});
        }
        return chart;
    }

    /** Error bars of length zero would be drawn as strokes. */
    private static List<Double> errors(Collection<Point> points) {
        boolean none = points.stream().allMatch(point -> point.error() == 0);
        return none ? null : points.stream().map(Point::error).toList();
    }

    private static double[] array(List<Double> values) {
        return values == null ? null : values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void style(Chart<? extends AxesChartStyler, ?> chart, boolean legend) {
        ChartStyle.apply(chart);
        chart.getStyler()
                .setLegendVisible(legend)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
    }
}
