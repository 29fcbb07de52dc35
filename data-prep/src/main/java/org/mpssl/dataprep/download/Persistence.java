package org.mpssl.dataprep.download;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tries again what a network has cut short, after pauses that grow. */
final class Persistence {

    /** Whoever has brought so much has not failed: a large file over a bad line is cut often. */
    private static final long GAIN = 1 << 20;

    private final Settings settings;
    private final ProgressListener listener;

    Persistence(Settings settings, ProgressListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** What is tried. */
    @FunctionalInterface
    interface Attempt {
        void run() throws IOException, MirrorFailure, InterruptedException;
    }

    /**
     * Tries until it succeeds.
     *
     * @param attempt what is tried
     * @param length how many bytes are there
     * @throws MirrorFailure if that has no prospect, or has failed often enough
     * @throws InterruptedException if the thread is interrupted
     */
    void run(Attempt attempt, LongSupplier length) throws MirrorFailure, InterruptedException {
        int failures = 0;
        long mark = length.getAsLong();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (IOException e) {
                if (length.getAsLong() >= mark + GAIN) {
                    mark = length.getAsLong();
                    failures = 0;
                }
                failures++;
                if (failures >= settings.attempts()) {
                    throw new MirrorFailure("%s (%d attempts)".formatted(Reason.of(e), failures));
                }
                pause(e, failures);
            }
        }
    }

    private void pause(IOException failure, int failures) throws InterruptedException {
        Duration pause = settings.firstPause();
        for (int i = 1; i < failures && pause.compareTo(settings.longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        pause = shorter(pause, settings.longestPause());
        if (failure instanceof Busy busy && busy.pause().compareTo(pause) > 0) {
            pause = busy.pause();
        }
        listener.told(
                "%s. Trying again in %s s.".formatted(Reason.of(failure), pause.toMillis() / 1e3));
        settings.sleeper().sleep(pause);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
