package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Small helpers for the numbers of a figure. */
final class Numbers {

    private Numbers() {}

    /** Returns the values as a list in which everything that cannot be drawn is NaN. */
    static List<Double> drawable(List<Double> values) {
        List<Double> result = new ArrayList<>(values.size());
        for (Double value : values) {
            result.add(value != null && Double.isFinite(value) ? value : Double.NaN);
        }
        return List.copyOf(result);
    }

    static List<Double> list(double[] values) {
        return drawable(Arrays.stream(values).boxed().toList());
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double[] finite(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    }

    static double mean(List<Double> values) {
        return Arrays.stream(finite(values)).average().orElse(Double.NaN);
    }

    /** Returns the middle of the values, or the mean of the two in the middle. */
    static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** Returns the sample standard deviation, 0 for a single value. */
    static double deviation(List<Double> values) {
        double[] present = finite(values);
        if (present.length < 2) {
            return present.length == 0 ? Double.NaN : 0;
        }
        double mean = mean(values);
        double squares = Arrays.stream(present).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (present.length - 1));
    }

    /** Returns a number with about four significant digits, without needless zeros. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return "none";
        }
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e7) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        if (size < 1e-3 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
