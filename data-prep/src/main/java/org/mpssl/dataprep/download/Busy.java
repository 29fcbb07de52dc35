package org.mpssl.dataprep.download;

import java.io.IOException;
import java.time.Duration;

/** A server that cannot answer just now. */
final class Busy extends IOException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** With the reason and the time after which the server wants to be asked again. */
    Busy(String reason, Duration pause) {
        super(reason);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
