package org.mpssl.dataprep.raw;

/**
 * A file of a raw dataset.
 *
 * @param path with '/', relative: inside its archive, or below the folder that was named
 * @param size in bytes
 * @param source the name of the archive or folder that holds it, for messages
 * @param content its bytes if it is a list that has to be read before the images (texts, JSON,
 *     MATLAB files), else null
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawFile(String path, long size, String source, byte[] content) {

    /**
     * Returns the path without the folders around the file.
     *
     * @return the last segment
     */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
