package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mpssl.files.FolderLock;

/**
 * A folder in which one command at a time works, so that none takes another's files for its own.
 *
 * <p>The system holds the claim and ends it with the process, however that ends.
 */
final class Workplace implements AutoCloseable {

    private final Path folder;
    private final FolderLock claim;

    private Workplace(Path folder, FolderLock claim) {
        this.folder = folder;
        this.claim = claim;
    }

    /** Makes the folder and claims it, or says that it is taken. */
    static Workplace take(Path folder) throws IOException {
        Path absolute = Files.createDirectories(folder.toAbsolutePath());
        String taken =
                "Another ./workbench is at work in "
                        + absolute
                        + ": wait until it has ended, or let this one work elsewhere, with"
                        + " WORKBENCH_RUNS=FOLDER.";
        return new Workplace(absolute, FolderLock.of(absolute, taken));
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
    public void close() {
        claim.close();
    }
}
