package org.mpssl.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.mpssl.UserError;

/**
 * Makes a folder in one piece: it is there when it is whole, and not before.
 *
 * <p>Its draft lies beside it, always under the same hidden name, so that whoever comes after a
 * program that was killed clears it away.
 */
public final class WholeFolder {

    private WholeFolder() {}

    /** Writes what a folder is to hold. */
    @FunctionalInterface
    public interface Filling {

        /**
         * Writes.
         *
         * @param draft an empty folder, which then takes its place
         * @throws IOException if it cannot be written
         */
        void into(Path draft) throws IOException;
    }

    /**
     * Makes a folder.
     *
     * @param folder its place, where nothing is or an empty folder
     * @param filling writes what it is to hold
     * @throws UserError if another process is making it
     * @throws IOException if it cannot be written; nothing is left then
     */
    public static void make(Path folder, Filling filling) throws IOException {
        Path target = folder.toAbsolutePath();
        Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
        try (FolderLock lock = FolderLock.of(draft, taken(folder))) {
            DraftFolder.delete(draft);
            // Not createTempDirectory, which would leave the result to its owner alone.
            Files.createDirectories(draft);
            try {
                filling.into(draft);
                Files.deleteIfExists(target);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                DraftFolder.delete(draft);
            }
        }
    }

    private static String taken(Path folder) {
        return "Another process is writing %s. Wait until it is done, or stop it."
                .formatted(folder);
    }
}
