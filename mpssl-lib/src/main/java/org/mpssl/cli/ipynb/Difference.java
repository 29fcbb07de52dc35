package org.mpssl.cli.ipynb;

/**
 * Something that a new execution of a notebook shows otherwise than the stored one.
 *
 * @param place where: a cell by its id, and what of it
 * @param expected what is stored
 * @param found what it is now
 */
public record Difference(String place, String expected, String found) {

    private static final int BEFORE = 30;
    private static final int LONGEST = 90;

    /** Returns a difference of two texts, cut to where it begins. */
    static Difference ofTexts(String place, String expected, String found) {
        int same = 0;
        int shorter = Math.min(expected.length(), found.length());
        while (same < shorter && expected.charAt(same) == found.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - BEFORE);
        return new Difference(place, excerpt(expected, from), excerpt(found, from));
    }

    private static String excerpt(String text, int from) {
        int to = Math.min(text.length(), from + LONGEST);
        return "\""
                + (from > 0 ? "\u2026" : "")
                + text.substring(from, to)
                + (to < text.length() ? "\u2026" : "")
                + "\"";
    }

    /** Returns the same difference, named from further outside. */
    Difference in(String outside) {
        return new Difference(place.isEmpty() ? outside : outside + ", " + place, expected, found);
    }

    @Override
    public String toString() {
        return place + ": expected " + expected + ", found " + found;
    }
}
