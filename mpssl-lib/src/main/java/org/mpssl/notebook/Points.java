package org.mpssl.notebook;

import java.util.List;
import java.util.Objects;

/**
 * A named group of points.
 *
 * @param name what the legend calls it
 * @param x first coordinates
 * @param y second coordinates
 */
public record Points(String name, List<Double> x, List<Double> y) {

    /**
     * Checks the lengths.
     *
     * @param name what the legend calls it
     * @param x first coordinates
     * @param y second coordinates
     */
    public Points {
        Objects.requireNonNull(name, "name");
        x = Numbers.drawable(x);
        y = Numbers.drawable(y);
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(
                    name + " has " + x.size() + " x and " + y.size() + " y values");
        }
    }

    /**
     * Returns a group of points.
     *
     * @param name what the legend calls it
     * @param x first coordinates
     * @param y second coordinates
     * @return the group
     */
    public static Points of(String name, double[] x, double[] y) {
        return new Points(name, Numbers.list(x), Numbers.list(y));
    }
}
