package org.mpssl.cli.ipynb;

/**
 * How far two numbers may lie apart and still be called the same.
 *
 * <p>On one kind of processor a run gives the same numbers every time, so the default is none. On
 * another the last bits of a sum differ, and training makes more of them.
 *
 * @param share 0 for equal numbers only; else the largest difference as a share of the larger
 *     number, or as it is for numbers below one
 */
public record Tolerance(double share) {

    /** Nothing but equal numbers. */
    public static final Tolerance NONE = new Tolerance(0);

    /** At 2 %, accuracies may lie 1.5 points apart. */
    private static final double POINTS = 75;

    /** Refuses what is no share. */
    public Tolerance {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("from 0 to below 1, not " + share);
        }
    }

    /** Returns whether two numbers may be called the same. */
    boolean accepts(double a, double b) {
        double larger = Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        return a == b || (share > 0 && Math.abs(a - b) <= share * larger);
    }

    /** Returns whether two percentages, or differences of percentages, may be called the same. */
    boolean acceptsPoints(double a, double b) {
        return accepts(a, b) || Math.abs(a - b) <= share * POINTS;
    }
}
