package org.mpssl.augment;

/**
 * One round of a policy's draws, read back.
 *
 * @param operation per image, an index or {@link Rounds#NONE}
 * @param chosen the arguments
 */
@SuppressWarnings("ArrayRecordComponent")
record Round(int[] operation, Chosen chosen) {

    static Round of(Draws draws, int round) {
        int[] operation = draws.integers("operation", round);
        boolean places = draws.all().containsKey("x");
        int[] x = places ? draws.integers("x", round) : new int[operation.length];
        int[] y = places ? draws.integers("y", round) : new int[operation.length];
        return new Round(operation, new Chosen(draws.floats("value", round), x, y));
    }

    int size() {
        return operation.length;
    }
}
