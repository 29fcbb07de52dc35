package org.mpssl.study;

import java.util.List;
import java.util.Locale;

/**
 * The spread of values over seeds.
 *
 * @param count how many values
 * @param mean their mean
 * @param deviation their sample standard deviation (n - 1), NaN for one value
 * @param above how many are greater than zero
 */
public record Spread(int count, double mean, double deviation, int above) {

    /**
     * Computes it.
     *
     * @param values at least one value
     * @return their spread
     */
    public static Spread of(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        int above = (int) values.stream().filter(v -> v > 0).count();
        return new Spread(values.size(), mean, Math.sqrt(squares / (values.size() - 1.0)), above);
    }

    /**
     * Returns whether a value lies within some deviations of the mean.
     *
     * @param value the value
     * @param deviations how many
     * @return whether it does
     */
    public boolean contains(double value, double deviations) {
        return Math.abs(value - mean) <= deviations * deviation;
    }

    /** Returns the standard error of the mean. */
    public double standardError() {
        return deviation / Math.sqrt(count);
    }

    /** Returns mean and deviation as percentages, for example {@code 71.9 +- 1.3}. */
    public String percent() {
        return count < 2
                ? String.format(Locale.ROOT, "%.1f", 100 * mean)
                : String.format(Locale.ROOT, "%.1f ± %.1f", 100 * mean, 100 * deviation);
    }

    /** Returns a difference in points with its count of positive seeds. */
    public String points() {
        return count < 2
                ? String.format(Locale.ROOT, "%+.1f", 100 * mean)
                : String.format(
                        Locale.ROOT,
                        "%+.1f ± %.1f (%d/%d)",
                        100 * mean,
                        100 * deviation,
                        above,
                        count);
    }
}
