package org.mpssl.dataprep.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says how many bytes a disk has left. */
@FunctionalInterface
interface FreeSpace {

    /**
     * Asks.
     *
     * @param folder on the disk
     * @return what may still be written
     */
    long of(Path folder) throws IOException;

    /** What the disk itself says. */
    static long ofDisk(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
