package org.mpssl.dataprep.prepare;

import java.util.concurrent.Semaphore;

/** A share of Java's memory that is lent in pieces: who finds too little of it waits. */
final class HeapShare {

    private static final long UNIT = 1024;

    private final int all;
    private final Semaphore free;

    /**
     * Sets a share aside.
     *
     * @param part which one of the heap, for example 2 for half of it
     */
    HeapShare(int part) {
        all = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / part / UNIT);
        // Fair: else whoever needs much might wait for ever.
        free = new Semaphore(all, true);
    }

    /**
     * Lends memory as soon as there is enough.
     *
     * @param bytes how much; more than there is is lent as all there is, to one at a time
     * @return what to give back
     */
    int take(long bytes) {
        int units = (int) Math.min(all, bytes / UNIT + 1);
        free.acquireUninterruptibly(units);
        return units;
    }

    /**
     * Takes memory back.
     *
     * @param taken what {@link #take} returned
     */
    void giveBack(int taken) {
        free.release(taken);
    }
}
