package org.mpssl.study;

import java.util.Locale;

/** How long something will take, in words that say their unit. */
public final class TimeLeft {

    private static final int MINUTE = 60;

    /** Up to here the smaller unit is used alone. */
    private static final int MOST = 90;

    private TimeLeft() {}

    /**
     * Returns a time, rounded up.
     *
     * @param seconds how long
     * @return for example {@code 61 s}, {@code 12 min} or {@code 1 h 38 min}
     */
    public static String words(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole <= MOST) {
            return whole + " s";
        }
        long minutes = (whole + MINUTE - 1) / MINUTE;
        return minutes <= MOST
                ? minutes + " min"
                : String.format(Locale.ROOT, "%d h %d min", minutes / MINUTE, minutes % MINUTE);
    }
}
