package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Differences of two methods, seed by seed, and what so many of them can show: a mean further from
 * zero than {@code t(0.975, n - 1) s / sqrt(n)}, which is where a paired t-test at 5 per cent, of
 * two sides, begins to call it one.
 *
 * @param spread of the differences
 */
public record Paired(Spread spread) {

    private static final double QUANTILE = 0.975;

    /** What differences show; as text {@code above}, {@code below} or {@code not settled}. */
    public enum Verdict {
        /** The first is above the second. */
        ABOVE("above"),
        /** The first is below the second. */
        BELOW("below"),
        /** So few seeds do not show which is above the other. */
        OPEN("not settled");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Takes differences for the seeds that both have.
     *
     * @param a values by seed
     * @param b values by seed, of which at least one seed is in a
     * @return a - b
     */
    public static Paired of(Map<Long, Double> a, Map<Long, Double> b) {
        SortedMap<Long, Double> common = new TreeMap<>(a);
        common.keySet().retainAll(b.keySet());
        List<Double> differences = new ArrayList<>();
        common.forEach((seed, value) -> differences.add(value - b.get(seed)));
        return new Paired(Spread.of(differences));
    }

    /**
     * Returns the smallest mean difference that so many seeds with such a spread can show.
     *
     * @return a fraction, or NaN with one seed
     */
    public double smallest() {
        return spread.count() < 2
                ? Double.NaN
                : new TDistribution(null, spread.count() - 1.0)
                                .inverseCumulativeProbability(QUANTILE)
                        * spread.standardError();
    }

    /** Returns what the differences show. */
    public Verdict verdict() {
        if (!(Math.abs(spread.mean()) > smallest())) {
            return Verdict.OPEN;
        }
        return spread.mean() > 0 ? Verdict.ABOVE : Verdict.BELOW;
    }

    /** Returns the smallest difference that shows in points, for example {@code 1.9}. */
    String smallestPoints() {
        return spread.count() < 2 ? "–" : String.format(Locale.ROOT, "%.1f", 100 * smallest());
    }

    /**
     * Returns the smallest difference that shows in points, with a second decimal where it would
     * read like the mean.
     *
     * @return for example {@code 1.9}
     */
    public String showsFrom() {
        String mean = String.format(Locale.ROOT, "%.1f", 100 * Math.abs(spread.mean()));
        return smallest() > 0 && mean.equals(smallestPoints())
                ? String.format(Locale.ROOT, "%.2f", 100 * smallest())
                : smallestPoints();
    }

    /** Returns the mean in points, for example {@code +0.7}. */
    String meanPoints() {
        return String.format(Locale.ROOT, "%+.1f", 100 * spread.mean());
    }
}
