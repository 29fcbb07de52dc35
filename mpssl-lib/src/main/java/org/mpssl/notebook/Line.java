package org.mpssl.notebook;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * One named series of points over a number, with or without a band around it.
 *
 * @param name what the legend calls it
 * @param x where
 * @param y what; a value that is not finite is a gap
 * @param spread half the width of the band at each point, empty for none
 */
public record Line(String name, List<Double> x, List<Double> y, List<Double> spread) {

    /**
     * Checks the lengths.
     *
     * @param name what the legend calls it
     * @param x where
     * @param y what
     * @param spread half the width of the band at each point, empty for none
     */
    public Line {
        Objects.requireNonNull(name, "name");
        x = Numbers.drawable(x);
        y = Numbers.drawable(y);
        spread = Numbers.drawable(spread);
        boolean fits = spread.isEmpty() || spread.size() == x.size();
        if (x.size() != y.size() || !fits) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s has %d x, %d y and %d spread values",
                            name, x.size(), y.size(), spread.size()));
        }
    }

    /**
     * Returns a line without a band.
     *
     * @param name what the legend calls it
     * @param x where
     * @param y what
     * @return the line
     */
    public static Line of(String name, double[] x, double[] y) {
        return new Line(name, Numbers.list(x), Numbers.list(y), List.of());
    }

    /**
     * Returns a line with a band of y - spread to y + spread.
     *
     * @param name what the legend calls it
     * @param x where
     * @param y what
     * @param spread half the width of the band at each point
     * @return the line
     */
    public static Line of(String name, double[] x, double[] y, double[] spread) {
        return new Line(name, Numbers.list(x), Numbers.list(y), Numbers.list(spread));
    }

    /**
     * Returns the mean over several runs, with a band of one standard deviation.
     *
     * @param name what the legend calls it
     * @param x where
     * @param runs the values of each run at every x
     * @return the line
     */
    public static Line mean(String name, double[] x, double[][] runs) {
        double[] y = new double[x.length];
        double[] spread = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int point = i;
            List<Double> values = Arrays.stream(runs).map(run -> run[point]).toList();
            y[i] = Numbers.mean(values);
            spread[i] = Numbers.deviation(values);
        }
        return of(name, x, y, spread);
    }
}
