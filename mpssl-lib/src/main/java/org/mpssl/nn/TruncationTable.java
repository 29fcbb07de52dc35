package org.mpssl.nn;

import java.util.function.Predicate;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;

/**
 * Which row of a generator's stored statistics belongs to which truncation of the latents.
 *
 * <p>Rows are evenly spaced and end at truncation 1, which is that of latents from N(0, I). Values
 * between rows are refused, since the published implementations do not agree on what they mean.
 *
 * @param rows number of rows; with 0 or 1 there is no table but one set of statistics, for 1
 * @param fromZero whether the first row is for truncation 0, and not for one step
 */
record TruncationTable(int rows, boolean fromZero) {

    private static final double ROUNDING = 1e-6;

    /** Whether statistics have a row per truncation. */
    boolean isTable() {
        return rows > 1;
    }

    /** Returns the shape of a statistic of some channels. */
    long[] shape(long channels) {
        return isTable() ? new long[] {rows, channels} : new long[] {channels};
    }

    /**
     * Returns the row of a truncation.
     *
     * @param truncation above 0, up to 1
     * @return the row's index
     * @throws UserError if there is no row of just this truncation
     */
    int row(double truncation) {
        if (!isTable()) {
            if (truncation != 1) {
                throw new UserError(
                        """
                        the generator's file has statistics for truncation 1 alone; asked for is %s: \
                        use 1, or a file with a table of statistics"""
                                .formatted(truncation));
            }
            return 0;
        }
        int steps = fromZero ? rows - 1 : rows;
        // Rounded, because a quotient such as 0.58 / 0.02 is a little less than the whole number.
        long step = Math.round(truncation * steps);
        if (Math.abs(truncation * steps - step) > ROUNDING || step < 1 || step > steps) {
            throw new UserError(
                    "the generator has no statistics for truncation %s; it has them for the multiples of %s up to 1"
                            .formatted(truncation, 1.0 / steps));
        }
        return (int) (fromZero ? step : step - 1);
    }

    /**
     * Replaces tables of statistics by their row of a truncation.
     *
     * @param tensors statistics, maybe among others
     * @param statistic which of them are statistics
     * @param truncation above 0, up to 1
     * @return the tensors; rows belong to their tables' managers
     * @throws UserError if there is no row of just this truncation
     */
    Parameters select(Parameters tensors, Predicate<String> statistic, double truncation) {
        int row = row(truncation);
        if (!isTable()) {
            return tensors;
        }
        return tensors.replacedBy(tensors.where(statistic).map(table -> table.get(row)));
    }
}
