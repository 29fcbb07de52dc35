package org.mpssl.dataprep.download;

import java.util.Locale;

/** A number of bytes, in words that say their unit. */
public final class ByteCount {

    private static final String UNITS = "kMGTPE";
    private static final double STEP = 1000;

    /** From here on, one decimal would be written as the next unit. */
    private static final double NEXT = 999.95;

    private ByteCount() {}

    /**
     * Returns a number of bytes, in powers of 1000 as file managers and disks count them.
     *
     * @param bytes how many
     * @return for example {@code 512 bytes}, {@code 5.1 kB} or {@code 2.8 GB}
     */
    public static String words(long bytes) {
        if (bytes < STEP) {
            return bytes + " bytes";
        }
        double value = bytes / STEP;
        int unit = 0;
        while (value >= NEXT) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, UNITS.charAt(unit));
    }
}
