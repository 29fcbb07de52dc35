package org.mpssl.notebook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.mpssl.study.ComparisonReport;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Paired;
import org.mpssl.study.Spread;
import org.mpssl.train.Methods;

/** Shows what a comparison of methods gave, and says in words what its numbers allow to say. */
public final class Results {

    private Results() {}

    /**
     * Returns a table with a row per method: accuracies in per cent, paired differences in points.
     *
     * @param result the comparison
     * @return the table
     */
    public static Table table(ComparisonResult result) {
        return new Table(ComparisonReport.header(), new ComparisonReport(result).rows());
    }

    /**
     * Returns a bar per method: mean test accuracy, its deviation and a dot per seed.
     *
     * @param title the title
     * @param result the comparison
     * @return the chart
     */
    public static BarChart bars(String title, ComparisonResult result) {
        return bars(
                title,
                "test accuracy, %",
                result.methods().keySet(),
                method -> result.method(method).test(),
                0);
    }

    /**
     * Returns a bar per method but the base model: mean paired difference to it, its deviation and
     * a dot per seed.
     *
     * @param title the title
     * @param result the comparison
     * @return the chart
     */
    public static BarChart overBase(String title, ComparisonResult result) {
        Set<String> others = new LinkedHashSet<>(result.methods().keySet());
        others.remove(Methods.BASE);
        return bars(title, "test accuracy minus base, points", others, result::overBase, 1);
    }

    private static BarChart bars(
            String title,
            String yLabel,
            Set<String> methods,
            Function<String, List<Double>> fractions,
            int firstColor) {
        List<Bar> bars =
                methods.stream()
                        .map(method -> new Bar(method, percent(fractions.apply(method))))
                        .toList();
        return new BarChart(title, yLabel, bars, firstColor);
    }

    private static List<Double> percent(List<Double> fractions) {
        return fractions.stream().map(fraction -> 100 * fraction).toList();
    }

    /**
     * Says how much one method is above another on the same seeds, and what that many seeds show of
     * it ({@link Paired}).
     *
     * @param result the comparison
     * @param method a method
     * @param other the method that it is compared with
     * @return a sentence
     */
    public static String difference(ComparisonResult result, String method, String other) {
        Paired paired =
                new Paired(
                        Spread.of(
                                ComparisonResult.minus(
                                        result.method(method).test(),
                                        result.method(other).test())));
        double points = 100 * paired.spread().mean();
        if (paired.spread().count() < 2) {
            return String.format(
                    Locale.ROOT,
                    "%s minus %s: %+.1f points on one seed: too few seeds.",
                    method,
                    other,
                    points);
        }
        return String.format(
                Locale.ROOT,
                "%s minus %s: %+.1f points, above zero on %d of %d seeds; shows from %s: %s.",
                method,
                other,
                points,
                paired.spread().above(),
                paired.spread().count(),
                paired.showsFrom(),
                paired.verdict());
    }
}
