package org.mpssl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/** Prints a study's {@code result.json} as a table: one line per method, accuracies in per cent. */
final class ResultTable {
    private static final String BASE = "base";

    private ResultTable() {}

    /** Returns the table as text that ends in a line break. */
    static String of(JsonNode result) {
        JsonNode methods = result.path("methods");
        int name = "method".length();
        int seeds = "per seed".length();
        for (Map.Entry<String, JsonNode> method : methods.properties()) {
            name = Math.max(name, method.getKey().length());
            seeds = Math.max(seeds, perSeed(numbers(method.getValue(), "test")).length());
        }
        String row = "%-" + name + "s  %9s  %5s  %-" + seeds + "s  %-16s  %7s%n";
        StringBuilder table = new StringBuilder();
        table.append(
                line(row, "method", "test acc.", "std", "per seed", "against base", "seconds"));
        double[] base = numbers(methods.path(BASE), "test");
        for (Map.Entry<String, JsonNode> method : methods.properties()) {
            double[] test = numbers(method.getValue(), "test");
            table.append(
                    line(
                            row,
                            method.getKey(),
                            test.length == 0 ? "-" : number("%.2f %%", 100 * mean(test)),
                            test.length < 2 ? "-" : number("%.2f", 100 * deviation(test)),
                            perSeed(test),
                            method.getKey().equals(BASE) ? "" : against(test, base),
                            number(
                                    "%.0f",
                                    DoubleStream.of(numbers(method.getValue(), "seconds")).sum())));
        }
        return table.toString();
    }

    // The methods see the same batches, so the difference is taken seed by seed: its spread is what
    // counts.
    private static String against(double[] test, double[] base) {
        if (test.length == 0 || test.length != base.length) {
            return "-";
        }
        double[] difference = new double[test.length];
        for (int i = 0; i < test.length; i++) {
            difference[i] = test[i] - base[i];
        }
        String mean = number("%+.2f", 100 * mean(difference));
        return difference.length < 2
                ? mean
                : mean + number(" +- %.2f", 100 * deviation(difference));
    }

    private static String perSeed(double[] values) {
        return DoubleStream.of(values)
                .mapToObj(value -> number("%.2f", 100 * value))
                .collect(Collectors.joining(" "));
    }

    private static double[] numbers(JsonNode method, String field) {
        return StreamSupport.stream(method.path(field).spliterator(), false)
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String line(String row, Object... cells) {
        return String.format(Locale.ROOT, row, cells).stripTrailing() + "\n";
    }
}
