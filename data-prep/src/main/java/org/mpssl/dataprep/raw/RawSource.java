package org.mpssl.dataprep.raw;

import java.util.function.Predicate;
import org.mpssl.foundation.Progress;

/**
 * A place that raw files come from: an archive, a folder or a single file. It is only ever read
 * from its start to its end, and nothing of it is written to disk.
 */
public interface RawSource {

    /**
     * Returns what to call it in messages.
     *
     * @return the name of its file or folder
     */
    String name();

    /**
     * Looks at all of it once: what it holds, whether it is whole, its checksum, its lists.
     *
     * @param progress hears how far it is, in MiB of an archive or files of a folder
     * @return what was found
     * @throws org.mpssl.UserError if it cannot be read, is damaged, or holds what no dataset needs
     */
    Scan scan(Progress progress);

    /**
     * Hands over the content of some files, in the order in which they lie there; in a folder,
     * sorted by path.
     *
     * @param wanted says by its path whether a file is handed over
     * @param receiver takes them one by one; what it throws ends the reading and is thrown on
     * @throws org.mpssl.UserError as for {@link #scan}
     */
    void read(Predicate<String> wanted, Receiver receiver);

    /** Takes files. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes a file.
         *
         * @param path as in {@link RawFile#path}
         * @param content its bytes, which the receiver may keep
         */
        void accept(String path, byte[] content);
    }
}
