package org.mpssl.augment;

/**
 * An entry of a policy's list.
 *
 * @param name as the reference implementation calls it
 * @param operation what it does
 * @param magnitude its value at a level
 * @param centre where values with a random sign start from
 * @param signed whether there is a random sign
 */
record Choice(
        String name, Operation operation, Magnitude magnitude, double centre, boolean signed) {

    /** The value of an operation, from the policy's level and the size of the images. */
    interface Magnitude {
        double at(double level, int width, int height);
    }

    static Choice plain(String name, Operation operation) {
        return unsigned(name, operation, (level, width, height) -> 0);
    }

    static Choice unsigned(String name, Operation operation, Magnitude magnitude) {
        return new Choice(name, operation, magnitude, 0, false);
    }

    static Choice signed(String name, Operation operation, Magnitude magnitude) {
        return around(name, 0, operation, magnitude);
    }

    static Choice around(String name, double centre, Operation operation, Magnitude magnitude) {
        return new Choice(name, operation, magnitude, centre, true);
    }

    /** The value at a level; the sign counts only where there is one. */
    double value(double level, int width, int height, boolean negative) {
        double size = magnitude.at(level, width, height);
        return signed && negative ? centre - size : centre + size;
    }
}
