package org.mpssl.notebook;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Spread;

/**
 * What a run should give: accuracies of the same settings over other seeds, and what the paper has
 * in the same place.
 *
 * @param name what is measured
 * @param seeds test accuracies over seeds, 0 to 1
 * @param paper what the paper prints, in per cent, on other data and with larger networks
 * @param source where the accuracies are from
 */
public record Expected(String name, List<Double> seeds, OptionalDouble paper, String source) {

    private static final double DEVIATIONS = 3;

    /**
     * Checks that a band can be made.
     *
     * @param name what is measured
     * @param seeds test accuracies over seeds, 0 to 1, at least two
     * @param paper what the paper prints, in per cent
     * @param source where the accuracies are from
     */
    public Expected {
        seeds = List.copyOf(seeds);
        if (seeds.size() < 2) {
            throw new IllegalArgumentException("a band needs at least two seeds");
        }
    }

    /**
     * Returns what a method of a comparison should give.
     *
     * @param result the comparison over many seeds
     * @param method the method
     * @return the expectation; the paper has nothing in its place
     */
    public static Expected of(ComparisonResult result, String method) {
        return new Expected(
                method, result.method(method).test(), OptionalDouble.empty(), result.study());
    }

    /**
     * Returns whether an accuracy lies in the band, the mean plus and minus three standard
     * deviations over the seeds.
     *
     * @param accuracy 0 to 1
     * @return whether it does
     */
    public boolean holds(double accuracy) {
        return Spread.of(seeds).contains(accuracy, DEVIATIONS);
    }

    /**
     * Returns one accuracy beside what was expected of it.
     *
     * @param accuracy 0 to 1
     * @return a table of one row
     */
    public Table box(double accuracy) {
        return addTo(
                Table.of(
                        "test accuracy, %",
                        "this run", "mean ± sd", "seeds", "expected", "paper (other data)"),
                accuracy);
    }

    /**
     * Adds a row to a {@link #box} of other accuracies.
     *
     * @param table the box so far
     * @param accuracy 0 to 1
     * @return the larger table
     */
    public Table addTo(Table table, double accuracy) {
        return table.row(
                name,
                percent(accuracy),
                Spread.of(seeds).percent(),
                seeds.size(),
                Check.isQuick() ? "not in quick mode" : band(),
                paper.isPresent() ? String.format(Locale.ROOT, "%.2f", paper.getAsDouble()) : "–");
    }

    /** Returns the band in words, for example {@code 62.6 to 77.6}. */
    public String band() {
        Spread spread = Spread.of(seeds);
        double width = DEVIATIONS * spread.deviation();
        return percent(spread.mean() - width) + " to " + percent(spread.mean() + width);
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.1f", 100 * fraction);
    }
}
