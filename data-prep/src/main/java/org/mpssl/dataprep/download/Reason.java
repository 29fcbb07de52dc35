package org.mpssl.dataprep.download;

import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;

/** Why a connection failed, for a reader: the client's exceptions often say nothing. */
final class Reason {

    private Reason() {}

    /** Returns a few words. */
    static String of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "there is no such host, or no network";
            }
        }
        if (failure.getMessage() != null) {
            return failure.getMessage();
        }
        return failure instanceof ConnectException
                ? "no connection"
                : failure.getClass().getSimpleName();
    }
}
