package org.mpssl.dataprep.raw;

import java.io.IOException;

/** Says why an archive that may be whole is not read all the same. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
        super(reason);
    }
}
