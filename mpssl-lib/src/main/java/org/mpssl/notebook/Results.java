package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Spread;
import org.mpssl.train.Methods;

/** Shows what a comparison of methods gave, and says in words what its numbers allow to say. */
public final class Results {

    private static final int FEW = 5;
    private static final double STANDARD_ERRORS = 2;

    private Results() {}

    /**
     * Returns a table with a row per method: accuracies in per cent, paired differences in points.
     *
     * @param result the comparison
     * @return the table
     */
    public static Table table(ComparisonResult result) {
        Table table =
                Table.of(
                        "method",
                        "test %, best validation",
                        "test %, last step",
                        "minus base",
                        "minus base, last step",
                        "seconds");
        for (String method : result.methods().keySet()) {
            ComparisonResult.Figures figures = result.method(method);
            boolean isBase = method.equals(Methods.BASE);
            table =
                    table.row(
                            method,
                            figures.testSpread().percent(),
                            figures.lastSpread().percent(),
                            isBase ? "\u2013" : Spread.of(result.overBase(method)).points(),
                            isBase ? "\u2013" : Spread.of(result.lastOverBase(method)).points(),
                            Math.round(Spread.of(figures.seconds()).mean()));
        }
        return table;
    }

    /**
     * Returns a bar per method: mean test accuracy, its deviation and a dot per seed.
     *
     * @param title the title
     * @param result the comparison
     * @return the chart
     */
    public static BarChart bars(String title, ComparisonResult result) {
        List<Bar> bars = new ArrayList<>();
        result.methods()
                .forEach(
                        (method, figures) ->
                                bars.add(
                                        new Bar(
                                                method,
                                                figures.test().stream()
                                                        .map(value -> 100 * value)
                                                        .toList())));
        return Figures.bars(title, "test accuracy, %", bars.toArray(Bar[]::new));
    }

    /**
     * Says how much one method is above another on the same seeds, and whether that many seeds
     * settle it: whether the mean difference is more than two standard errors away from zero.
     *
     * @param result the comparison
     * @param method a method
     * @param other the method that it is compared with
     * @return a sentence
     */
    public static String difference(ComparisonResult result, String method, String other) {
        List<Double> differences =
                ComparisonResult.minus(result.method(method).test(), result.method(other).test());
        Spread spread = Spread.of(differences);
        String start = String.format(Locale.ROOT, "%s minus %s: ", method, other);
        if (spread.count() < 2) {
            return start
                    + String.format(
                            Locale.ROOT,
                            "%+.1f points on one seed, from which nothing follows.",
                            100 * spread.mean());
        }
        double error = spread.standardError();
        return start
                + String.format(
                        Locale.ROOT,
                        "%+.1f points in the mean of %d seeds, standard error %.1f, above in %d: ",
                        100 * spread.mean(),
                        spread.count(),
                        100 * error,
                        spread.above())
                + verdict(spread, error);
    }

    private static String verdict(Spread spread, double error) {
        if (spread.count() < FEW) {
            return "too few seeds to conclude anything.";
        }
        double errors = Math.abs(spread.mean()) / error;
        return String.format(
                Locale.ROOT,
                errors > STANDARD_ERRORS
                        ? "a difference of %.1f standard errors, which these seeds support."
                        : "%.1f standard errors, which settles nothing.",
                errors);
    }
}
