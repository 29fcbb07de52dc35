package org.mpssl.dataprep.raw;

/**
 * How much a source may hold. What is beyond is taken for hostile, broken, or no dataset; since
 * nothing is unpacked to disk, this protects memory and time.
 *
 * @param entries files and folders of an archive
 * @param files of a folder, which lie on the disk already
 * @param entryBytes of a file
 * @param listBytes of a list that is kept in memory; a longer one is not kept
 * @param allListBytes of all lists of a source that are kept
 * @param totalBytes of all files of an archive
 * @param ratio how many times as long as the archive its content may be
 * @param ratioFrom bytes of content from which on the ratio counts
 */
public record Limits(
        int entries,
        int files,
        long entryBytes,
        long listBytes,
        long allListBytes,
        long totalBytes,
        int ratio,
        long ratioFrom) {

    private static final long MIB = 1L << 20;

    /** For archives far beyond most datasets of photographs, for folders beyond all. */
    public static final Limits USUAL =
            new Limits(
                    500_000,
                    5_000_000,
                    1024 * MIB,
                    64 * MIB,
                    256 * MIB,
                    65_536 * MIB,
                    200,
                    64 * MIB);

    /** An array is read whole. */
    public Limits {
        if (entryBytes > Integer.MAX_VALUE - 16 || listBytes > entryBytes) {
            throw new IllegalArgumentException("a file is read into one array");
        }
    }

    /**
     * Returns the same limits but for those of a whole archive.
     *
     * @param most entries that it may have
     * @param bytes that its files may have together
     * @return the limits
     */
    public Limits forArchives(int most, long bytes) {
        return new Limits(
                most, files, entryBytes, listBytes, allListBytes, bytes, ratio, ratioFrom);
    }

    /** Returns whether so much content is too much for an archive of that length. */
    boolean isBomb(long content, long archive) {
        return content > ratioFrom && content / ratio > archive;
    }
}
