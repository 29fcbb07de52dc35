package org.mpssl.dataprep.catalogue;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mpssl.UserError;

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
 * @param obtain how to come by it where it cannot be downloaded, sentences for a terminal; empty
 *     where it can
 * @param unpacked what an archive of it may hold at the most, or null for what is usual
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
        String obtain,
        @JsonSetter(nulls = Nulls.SET) Unpacked unpacked) {

    /** Copies the collections. */
    public Published {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        files = List.copyOf(files);
    }

    /** Makes one whose archives are of usual size. */
    public Published(
            String name,
            String title,
            int classes,
            SortedMap<String, Integer> counts,
            List<SourceFile> files,
            String licence,
            boolean restricted,
            String citation,
            String obtain) {
        this(name, title, classes, counts, files, licence, restricted, citation, obtain, null);
    }

    /**
     * How much an archive may hold that is neither hostile nor broken.
     *
     * @param entries files and folders
     * @param bytes of all files together
     */
    public record Unpacked(int entries, long bytes) {

        /** Checks that there is any. */
        public Unpacked {
            if (entries < 1 || bytes < 1) {
                throw new UserError(
                        "an archive of %d entries and %d bytes holds nothing"
                                .formatted(entries, bytes));
            }
        }
    }

    /**
     * A file that is published.
     *
     * @param name its usual name
     * @param bytes its length, 0 if unknown; where {@code sha256} is null, copies packed anew are
     *     about, whose length differs
     * @param sha256 its checksum, or null if none was published or copies packed anew are about
     * @param urls where it can be had, the official place first; empty if nowhere without asking
     * @param holds a path that it holds, or is, by which an unknown copy is recognised: the last
     *     segments of a file's path or of a folder's
     */
    public record SourceFile(
            String name,
            long bytes,
            @JsonSetter(nulls = Nulls.SET) String sha256,
            List<URI> urls,
            String holds) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        /** Checks what becomes a file's name and its check, and copies the list. */
        public SourceFile {
            if (!NAME.matcher(name).matches()) {
                throw new UserError(
                        "'%s' is no file name of letters, digits, '.', '_' and '-'"
                                .formatted(name));
            }
            if (sha256 != null && !SHA256.matcher(sha256).matches()) {
                throw new UserError(
                        "the sha256 of %s should be 64 hexadecimal digits in lower case, or null, it is '%s'"
                                .formatted(name, sha256));
            }
            if (bytes < 0) {
                throw new UserError("%s has %d bytes".formatted(name, bytes));
            }
            urls = List.copyOf(urls);
        }
    }
}
