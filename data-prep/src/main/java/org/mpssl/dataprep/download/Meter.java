package org.mpssl.dataprep.download;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells a listener how far a download is and how fast, not more often than a reader can see. */
final class Meter {

    private static final Duration TICK = Duration.ofMillis(200);

    /** The weight of the last tick in the speed: the mean goes back some seconds. */
    private static final double WEIGHT = 0.1;

    private final ProgressListener listener;
    private final InstantSource clock;
    private Instant tick;
    private long bytesAtTick;
    private double speed;

    Meter(ProgressListener listener, InstantSource clock) {
        this.listener = listener;
        this.clock = clock;
    }

    /** Notes where a connection begins: what was there before says nothing about its speed. */
    void start(long bytes) {
        tick = clock.instant();
        bytesAtTick = bytes;
        speed = -1;
    }

    /** Notes that more has come. */
    void at(long bytes, long total) {
        // Absolute, since a clock may be set back.
        Duration passed = Duration.between(tick, clock.instant()).abs();
        if (passed.compareTo(TICK) >= 0) {
            measure(bytes, passed);
            listener.progress(bytes, total, speed);
        }
    }

    /** Notes the end. */
    void end(long bytes) {
        if (tick == null) {
            start(bytes);
        }
        if (speed < 0) {
            measure(bytes, Duration.between(tick, clock.instant()).abs());
        }
        listener.progress(bytes, bytes, speed);
    }

    private void measure(long bytes, Duration passed) {
        double seconds = Math.max(passed.toNanos() / 1e9, 1e-3);
        double now = (bytes - bytesAtTick) / seconds;
        speed = speed < 0 ? now : speed + WEIGHT * (now - speed);
        tick = clock.instant();
        bytesAtTick = bytes;
    }
}
