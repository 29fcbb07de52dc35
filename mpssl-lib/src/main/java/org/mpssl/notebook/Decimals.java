package org.mpssl.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Decimals of the numbers that stand below each other in a table. */
final class Decimals {

    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d+(\\.\\d+)?");

    private static final Set<String> NONE = Set.of("", "\u2013", "none");

    /** Significant digits of the largest number of a column. */
    private static final int DIGITS = 4;

    /** Digits that the smallest one may not fall below. */
    private static final int FEWEST_DIGITS = 2;

    private Decimals() {}

    /**
     * Writes plain numbers with as many decimals: as many as the largest has with four digits, if
     * any of them has so many. Zero stays {@code 0}, for it may be exact.
     *
     * @param cells of a column
     * @return the same cells if one is neither a number nor the sign for none, all are whole, or a
     *     small one has too few digits with so many decimals
     */
    static List<String> even(List<String> cells) {
        List<BigDecimal> numbers =
                cells.stream().filter(Decimals::isPlain).map(BigDecimal::new).toList();
        if (!cells.stream().allMatch(cell -> isPlain(cell) || NONE.contains(cell))) {
            return cells;
        }
        int most = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        int decimals = Math.min(most, numbers.stream().mapToInt(Decimals::fit).min().orElse(0));
        if (most == 0 || numbers.stream().anyMatch(number -> isLost(number, decimals))) {
            return cells;
        }
        return cells.stream().map(cell -> isPlain(cell) ? written(cell, decimals) : cell).toList();
    }

    private static boolean isPlain(String cell) {
        return PLAIN.matcher(cell).matches();
    }

    private static int fit(BigDecimal number) {
        return number.signum() == 0 ? DIGITS : Math.max(0, DIGITS - wholeDigits(number));
    }

    /** Returns the digits before the point; 0 for 0.5, less than that for what is below 0.1. */
    private static int wholeDigits(BigDecimal number) {
        return number.precision() - number.scale();
    }

    private static boolean isLost(BigDecimal number, int decimals) {
        return number.signum() != 0 && wholeDigits(number) + decimals < FEWEST_DIGITS;
    }

    private static String written(String cell, int decimals) {
        BigDecimal number = new BigDecimal(cell);
        String plus = cell.startsWith("+") ? "+" : "";
        return number.signum() == 0 && number.scale() == 0
                ? cell
                : plus + number.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }
}
