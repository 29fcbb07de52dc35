package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.InputStream;

/** Sees the files of an archive pass. */
@FunctionalInterface
interface Visitor {

    /**
     * Sees a file.
     *
     * @param path checked, and unlike all before it
     * @param size in bytes
     * @param content its bytes, of which any number may be read before the next file comes
     */
    void file(String path, long size, InputStream content) throws IOException;
}
