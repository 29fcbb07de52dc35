package org.mpssl.dataprep.raw;

import java.util.List;

/**
 * What a look at a source found.
 *
 * @param name what to call the source
 * @param bytes the length of the archive or file; of a folder, that of all its files together
 * @param sha256 the checksum of the archive or file, 64 hexadecimal digits; of a folder, that of
 *     the text with a line for each file, sorted by path and each ended by a newline: {@code path
 *     size sha256} of a list (see {@link RawFile#content}), {@code path size} of any other
 * @param files what it holds, in the order in which {@link RawSource#read} passes it
 * @param remarks what a user should know and no error is; usually none
 */
public record Scan(
        String name, long bytes, String sha256, List<RawFile> files, List<String> remarks) {

    /** Copies the lists. */
    public Scan {
        files = List.copyOf(files);
        remarks = List.copyOf(remarks);
    }
}
