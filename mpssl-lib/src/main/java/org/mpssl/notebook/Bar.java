package org.mpssl.notebook;

import java.util.List;
import java.util.Objects;

/**
 * One bar: the mean of the values of several seeds.
 *
 * @param name what stands below the bar
 * @param values one value per seed
 */
public record Bar(String name, List<Double> values) {

    /**
     * Copies the values.
     *
     * @param name what stands below the bar
     * @param values one value per seed
     */
    public Bar {
        Objects.requireNonNull(name, "name");
        values = Numbers.drawable(values);
    }

    /**
     * Returns a bar.
     *
     * @param name what stands below the bar
     * @param values one value per seed
     * @return the bar
     */
    public static Bar of(String name, double... values) {
        return new Bar(name, Numbers.list(values));
    }

    /** Returns the mean over the seeds. */
    public double mean() {
        return Numbers.mean(values);
    }

    /** Returns the sample standard deviation over the seeds, 0 for one seed. */
    public double deviation() {
        return Numbers.deviation(values);
    }
}
