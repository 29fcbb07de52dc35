package org.mpssl.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mpssl.UserError;

/**
 * A folder in which one command at a time works, so that none takes another's files for its own.
 *
 * <p>The system holds the claim and ends it with the process, however that ends.
 */
final class Workplace implements AutoCloseable {

    private final Path folder;
    private final FileChannel claim;

    private Workplace(Path folder, FileChannel claim) {
        this.folder = folder;
        this.claim = claim;
    }

    /** Makes the folder and claims it, or says that it is taken. */
    static Workplace take(Path folder) throws IOException {
        Path absolute = Files.createDirectories(folder.toAbsolutePath());
        FileChannel channel =
                FileChannel.open(
                        absolute.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            channel.close();
            throw new UserError(
                    "Another ./workbench is at work in "
                            + absolute
                            + ": wait until it has ended, or let this one work elsewhere, with"
                            + " WORKBENCH_RUNS=FOLDER.");
        }
        return new Workplace(absolute, channel);
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // taken by this process
        }
    }

    /** The folder, as an absolute path. */
    Path folder() {
        return folder;
    }

    /** A file in the folder. */
    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
