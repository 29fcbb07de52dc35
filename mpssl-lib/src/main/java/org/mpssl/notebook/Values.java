package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A named group of numbers whose distribution is of interest.
 *
 * @param name what the legend calls it
 * @param values the numbers; those that are not finite are left out
 */
public record Values(String name, List<Double> values) {

    /**
     * Copies the numbers.
     *
     * @param name what the legend calls it
     * @param values the numbers; those that are not finite are left out
     */
    public Values {
        Objects.requireNonNull(name, "name");
        values = Numbers.drawable(values);
    }

    /**
     * Returns a group.
     *
     * @param name what the legend calls it
     * @param values the numbers
     * @return the group
     */
    public static Values of(String name, double... values) {
        return new Values(name, Numbers.list(values));
    }

    /**
     * Returns a group.
     *
     * @param name what the legend calls it
     * @param values the numbers
     * @return the group
     */
    public static Values of(String name, float[] values) {
        return of(name, IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray());
    }

    /**
     * Returns a group of all numbers of an array.
     *
     * @param name what the legend calls it
     * @param values numbers of any shape and type
     * @return the group
     */
    public static Values of(String name, NDArray values) {
        try (NDArray doubles = values.toType(DataType.FLOAT64, true)) {
            return of(name, doubles.toDoubleArray());
        }
    }
}
