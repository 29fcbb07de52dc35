package org.mpssl.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.mpssl.UserError;

/**
 * Keeps everybody else out of a folder: a lock of the operating system's on an empty file beside
 * it, which goes with the process however that ends.
 *
 * <p>The file stays. If it were deleted, somebody could hold a lock on the deleted one.
 */
public final class FolderLock implements AutoCloseable {

    /**
     * The files that this process has locked. POSIX drops a process's lock as soon as the process
     * closes any channel of the file, so a second one must never be opened, by no thread.
     */
    private static final Set<Path> HELD = new HashSet<>();

    /** Whoever only asks has the lock for an instant. */
    private static final int ATTEMPTS = 20;

    private static final long PAUSE_NANOS = 10_000_000;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
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
        Path file = file(folder);
        Files.createDirectories(file.getParent());
        for (int i = 0; i < ATTEMPTS; i++) {
            FolderLock lock = attempt(file.getParent().toRealPath().resolve(file.getFileName()));
            if (lock != null) {
                return lock;
            }
            // Unlike sleep this does not throw in a thread that was interrupted.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new UserError(taken);
    }

    private static FolderLock attempt(Path file) throws IOException {
        synchronized (HELD) {
            if (HELD.contains(file)) {
                return null;
            }
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!acquire(channel, false)) {
                channel.close();
                return null;
            }
            HELD.add(file);
            return new FolderLock(file, channel);
        }
    }

    /**
     * Returns whether somebody has the lock of a folder, in this process or in another.
     *
     * @param folder the folder, which need not exist
     * @return whether it is taken
     * @throws IOException if the lock's file cannot be read
     */
    public static boolean isTaken(Path folder) throws IOException {
        Path file = file(folder);
        synchronized (HELD) {
            if (!Files.exists(file)) {
                return false;
            }
            Path real = file.toRealPath();
            if (HELD.contains(real)) {
                return true;
            }
            // A shared lock, so that two who ask do not take each other for the holder.
            try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
                return !acquire(channel, true);
            }
        }
    }

    private static Path file(Path folder) {
        return folder.toAbsolutePath().resolveSibling(".locks").resolve(folder.getFileName());
    }

    private static boolean acquire(FileChannel channel, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // somebody in this process has it who does not know this class
        }
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (!channel.isOpen()) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                HELD.remove(file);
            }
        }
    }
}
