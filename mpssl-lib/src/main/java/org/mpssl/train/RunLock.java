package org.mpssl.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.mpssl.UserError;

/**
 * Keeps everybody else out of a run's folder: a lock of the operating system's on an empty file
 * beside it, which goes with the process however that ends.
 *
 * <p>The file stays. If it were deleted, somebody could hold a lock on the deleted one.
 */
final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock of a folder, or says who is in the way. */
    static RunLock of(Path folder) throws IOException {
        Path locks = Files.createDirectories(folder.resolveSibling(".locks"));
        FileChannel channel =
                FileChannel.open(
                        locks.resolve(folder.getFileName()),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!isTaken(channel)) {
            channel.close();
            throw new UserError(
                    "the run %s goes on already, perhaps in a notebook or another terminal: wait for it, or stop it there"
                            .formatted(folder));
        }
        return new RunLock(channel);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
