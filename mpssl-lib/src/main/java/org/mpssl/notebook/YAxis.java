package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/**
 * The vertical axis of a line chart.
 *
 * @param isLogarithmic whether equal distances are equal factors; what is not positive is then a
 *     gap
 * @param range lower and upper end, or empty for as much as the lines need
 */
public record YAxis(boolean isLogarithmic, List<Double> range) {

    /** An even axis, as long as the lines need. */
    public static final YAxis AUTOMATIC = new YAxis(false, List.of());

    /**
     * Checks the range.
     *
     * @param isLogarithmic whether equal distances are equal factors
     * @param range lower and upper end, or empty
     */
    public YAxis {
        range = List.copyOf(range);
        if (!range.isEmpty()) {
            double low = isLogarithmic ? 0 : Double.NEGATIVE_INFINITY;
            boolean fits = range.size() == 2 && range.get(0) > low && range.get(1) > range.get(0);
            if (!fits || !Double.isFinite(range.get(1))) {
                throw new IllegalArgumentException(
                        "an axis needs a lower and a larger upper end%s, not %s"
                                .formatted(isLogarithmic ? " above zero" : "", range));
            }
        }
    }

    /** Returns the lines with a gap where this axis cannot show a value. */
    List<Line> drawn(List<Line> lines) {
        if (!isLogarithmic) {
            return lines;
        }
        return lines.stream()
                .map(
                        line ->
                                new Line(
                                        line.name(),
                                        line.x(),
                                        line.y().stream().map(y -> y > 0 ? y : Double.NaN).toList(),
                                        line.spread()))
                .toList();
    }

    /** Returns how far down a band may reach. */
    double floor(List<Line> lines) {
        return !isLogarithmic
                ? Double.NEGATIVE_INFINITY
                : lines.stream()
                        .flatMapToDouble(YAxis::values)
                        .filter(value -> value > 0)
                        .min()
                        .orElse(1);
    }

    private static DoubleStream values(Line line) {
        Band band = Band.of(line, Double.NEGATIVE_INFINITY);
        return Stream.of(line.y(), band.low(), band.high())
                .flatMapToDouble(all -> Arrays.stream(Numbers.finite(all)));
    }

    /** Sets the axis of the interactive form. */
    void apply(ObjectNode axis) {
        if (isLogarithmic) {
            axis.put("type", "log").put("exponentformat", "power");
        }
        if (!range.isEmpty()) {
            ArrayNode ends = axis.putArray("range");
            range.forEach(end -> ends.add(isLogarithmic ? Math.log10(end) : end));
        }
    }

    /** Sets the axis of the static form, which needs two powers of ten to label. */
    void apply(XYChart chart, List<Line> lines) {
        List<Double> ends = range;
        if (isLogarithmic) {
            chart.getStyler().setYAxisLogarithmic(true).setyAxisTickLabelsFormattingFunction(null);
            double low = floor(lines);
            double high = lines.stream().flatMapToDouble(YAxis::values).max().orElse(1);
            if (ends.isEmpty() && Math.floor(Math.log10(high)) - Math.ceil(Math.log10(low)) < 1) {
                double decade = Math.pow(10, Math.floor(Math.log10(low)));
                double end = Math.pow(10, Math.ceil(Math.log10(high)));
                ends = List.of(decade, Math.max(10 * decade, end));
            }
        }
        if (!ends.isEmpty()) {
            chart.getStyler().setYAxisMin(ends.get(0)).setYAxisMax(ends.get(1));
        }
    }
}
