package org.mpssl.study;

import java.util.function.LongSupplier;

/** Measures the time in which at least one of several threads works; waiting is no work. */
final class WallClock {

    private static final double NANOS = 1e9;

    private final LongSupplier clock;
    private int working;
    private long since;
    private long passed;

    WallClock() {
        this(System::nanoTime);
    }

    WallClock(LongSupplier nanoClock) {
        clock = nanoClock;
    }

    /** A thread begins to work. */
    synchronized void begin() {
        if (working == 0) {
            since = clock.getAsLong();
        }
        working++;
    }

    /** A thread that has begun ends its work. */
    synchronized void end() {
        working--;
        if (working == 0) {
            passed += clock.getAsLong() - since;
        }
    }

    /** Returns the seconds so far. */
    synchronized double seconds() {
        long now = working > 0 ? clock.getAsLong() - since : 0;
        return (passed + now) / NANOS;
    }
}
