package org.mpssl.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Spread;
import org.mpssl.train.Methods;

/** Prints a comparison as a table: one line per method, accuracies in per cent. */
final class ResultTable {

    private ResultTable() {}

    /** Returns the table as text that ends in a line break. */
    static String of(ComparisonResult result) {
        int name = width(result.methods().keySet().stream().toList(), "method");
        int seeds =
                width(
                        result.methods().values().stream().map(m -> perSeed(m.test())).toList(),
                        "per seed");
        String row = "%-" + name + "s  %12s  %12s  %-16s  %7s  %-" + seeds + "s%n";
        StringBuilder table = new StringBuilder();
        table.append(line(row, "method", "test", "last step", "minus base", "seconds", "per seed"));
        for (Map.Entry<String, ComparisonResult.Figures> method : result.methods().entrySet()) {
            ComparisonResult.Figures figures = method.getValue();
            table.append(
                    line(
                            row,
                            method.getKey(),
                            figures.testSpread().percent(),
                            figures.lastSpread().percent(),
                            againstBase(result, method.getKey()),
                            String.format(Locale.ROOT, "%.0f", Spread.of(figures.seconds()).mean()),
                            perSeed(figures.test())));
        }
        return table.toString();
    }

    /** The methods see the same batches, so the difference is taken seed by seed. */
    private static String againstBase(ComparisonResult result, String method) {
        boolean comparable =
                result.methods().containsKey(Methods.BASE) && !method.equals(Methods.BASE);
        return comparable ? Spread.of(result.overBase(method)).points() : "";
    }

    private static int width(List<String> cells, String header) {
        return Math.max(header.length(), cells.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String perSeed(List<Double> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.1f", 100 * value))
                .collect(Collectors.joining(" "));
    }

    private static String line(String row, Object... cells) {
        return String.format(Locale.ROOT, row, cells).stripTrailing() + "\n";
    }
}
