package org.mpssl.files;

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
 * Keeps everybody else out of a folder: a lock of the operating system's on an empty file beside
 * it, which goes with the process however that ends.
 *
 * <p>The file stays. If it were deleted, somebody could hold a lock on the deleted one.
 */
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder.
     *
     * @param folder the folder, which need not exist
     * @param taken what to tell the user if somebody else has it
     * @return the lock, until it is closed
     * @throws UserError if somebody else has it
     * @throws IOException if the lock's file cannot be written
     */
    public static FolderLock of(Path folder, String taken) throws IOException {
        FileChannel channel = open(folder);
        if (!acquire(channel)) {
            channel.close();
            throw new UserError(taken);
        }
        return new FolderLock(channel);
    }

    /**
     * Returns whether somebody has the lock of a folder.
     *
     * <p>To ask in the process that has it would lose it towards other processes.
     *
     * @param folder the folder, which need not exist
     * @return whether a process has it
     * @throws IOException if the lock's file cannot be written
     */
    public static boolean isTaken(Path folder) throws IOException {
        try (FileChannel channel = open(folder)) {
            return !acquire(channel);
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        Path locks = Files.createDirectories(folder.resolveSibling(".locks"));
        return FileChannel.open(
                locks.resolve(folder.getFileName()),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private static boolean acquire(FileChannel channel) throws IOException {
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
