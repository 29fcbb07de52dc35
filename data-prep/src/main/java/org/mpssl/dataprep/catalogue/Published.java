package org.mpssl.dataprep.catalogue;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a published dataset without having it.
 *
 * @param name on the command line, for example {@code cars}
 * @param title as its authors call it
 * @param classes how many there are; 0 where the folders decide
 * @param counts images of each part ({@code train}, {@code val}, {@code test}), as found in the
 *     published files; empty where the folders decide
 * @param files what has to be there, in the order in which they are fetched
 * @param licence the terms in a sentence or two
 * @param restricted whether the terms have to be accepted with {@code --accept-license}
 * @param citation whom to cite
 * @param obtain how to come by it where it cannot be downloaded: sentences for a terminal
 */
public record Published(
        String name,
        String title,
        int classes,
        SortedMap<String, Integer> counts,
        List<SourceFile> files,
        String licence,
        boolean restricted,
        String citation,
        String obtain) {

    /** Copies the collections. */
    public Published {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        files = List.copyOf(files);
    }

    /**
     * A file that is published.
     *
     * @param name its usual name
     * @param bytes its length, 0 if unknown
     * @param sha256 its checksum, or null if none was published
     * @param urls where it can be had, the official place first; empty if nowhere without asking
     * @param holds a path that it holds, or is, by which an unknown copy is recognised
     */
    public record SourceFile(String name, long bytes, String sha256, List<URI> urls, String holds) {

        /** Copies the list. */
        public SourceFile {
            urls = List.copyOf(urls);
        }
    }
}
