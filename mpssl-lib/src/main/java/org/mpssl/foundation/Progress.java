package org.mpssl.foundation;

/** Hears how far a long job is. */
@FunctionalInterface
public interface Progress {

    /**
     * Is called after each unit of work.
     *
     * @param done units done
     * @param total units in all
     * @param detail what to show beside it, for example a loss
     */
    void update(int done, int total, String detail);
}
