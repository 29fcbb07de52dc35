package org.mpssl.dataprep.download;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How patient a download is.
 *
 * @param stall the longest time without a byte, or without an answer
 * @param connect the longest time to a connection
 * @param attempts how often an address is tried before the next one's turn; the count begins again
 *     with every MiB that has come
 * @param firstPause the time between the first two attempts; each further one is twice as long
 * @param longestPause the longest time between two attempts, unless the server asks for more
 * @param sleeper what waits
 * @param clock what time it is
 */
public record Settings(
        Duration stall,
        Duration connect,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        Sleeper sleeper,
        InstantSource clock) {

    /**
     * Returns what suits files of some GB over the internet.
     *
     * @return 60 s without a byte, 30 s to a connection, 5 attempts, pauses of 1 s to 30 s
     */
    public static Settings usual() {
        return new Settings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                5,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                pause -> Thread.sleep(pause.toMillis()),
                InstantSource.system());
    }
}
