package org.mpssl.notebook;

import java.util.function.LongSupplier;

/** Says when a picture that changes all the time is worth drawing again. */
final class Throttle {

    /** Drawing may take one part in so many of a thread's time. */
    private static final int SHARE = 10;

    private final long leastNanos;
    private final LongSupplier clock;
    private long next;

    Throttle(long leastMillis, LongSupplier nanoClock) {
        this.leastNanos = leastMillis * 1_000_000;
        this.clock = nanoClock;
        this.next = nanoClock.getAsLong();
    }

    /** Returns how many milliseconds to wait for the next turn, 0 if it may be taken now. */
    synchronized long waitMillis() {
        long left = next - clock.getAsLong();
        return left <= 0 ? 0 : (left + 999_999) / 1_000_000;
    }

    /** Takes a turn if it is time for one. */
    synchronized boolean take() {
        if (waitMillis() > 0) {
            return false;
        }
        next = clock.getAsLong() + leastNanos;
        return true;
    }

    /** Notes what the turn just taken cost, so that a slow machine draws more rarely. */
    synchronized void spent(long nanos) {
        next = Math.max(next, clock.getAsLong() + nanos * (SHARE - 1));
    }
}
