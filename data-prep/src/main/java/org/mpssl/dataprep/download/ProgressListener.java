package org.mpssl.dataprep.download;

/** Hears how far a download is. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Takes a state; some times a second, and once at the end.
     *
     * @param bytes how many have come, those of earlier connections included
     * @param total how many there will be, -1 if that is unknown
     * @param bytesPerSecond the speed of the last seconds
     */
    void progress(long bytes, long total, double bytesPerSecond);

    /**
     * Takes what the user should know while it goes on: that something is tried again, or begun
     * anew, and why.
     *
     * @param event a sentence
     */
    default void told(String event) {}
}
