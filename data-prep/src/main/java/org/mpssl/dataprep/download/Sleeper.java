package org.mpssl.dataprep.download;

import java.time.Duration;

/** Waits; in tests, pretends to. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Waits.
     *
     * @param pause how long
     * @throws InterruptedException if the thread is interrupted
     */
    void sleep(Duration pause) throws InterruptedException;
}
