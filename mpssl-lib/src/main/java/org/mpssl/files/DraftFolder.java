package org.mpssl.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Replaces a folder by one that was built beside it.
 *
 * <p>No file system does that in one move, so the old folder is set aside until the new one is
 * there. A program that is killed in between leaves it aside, and {@link #recover} puts it back.
 */
public final class DraftFolder {

    private DraftFolder() {}

    /**
     * Puts a draft into its place.
     *
     * @param draft the folder that was built
     * @param target its place, on the same file system; what is there goes
     * @throws IOException if it cannot be moved
     */
    public static void moveInto(Path draft, Path target) throws IOException {
        if (Files.exists(target)) {
            Files.move(target, aside(target), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        delete(aside(target));
    }

    /**
     * Tidies up after a replacement that was cut short: what was set aside comes back, unless its
     * successor is there.
     *
     * @param target the place of the folder
     * @throws IOException if a folder cannot be moved or deleted
     */
    public static void recover(Path target) throws IOException {
        if (Files.exists(target)) {
            delete(aside(target));
        } else if (Files.exists(aside(target))) {
            Files.move(aside(target), target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path aside(Path target) {
        return target.resolveSibling(target.getFileName() + ".old");
    }

    /**
     * Deletes a folder and all that is in it.
     *
     * @param folder the folder, which need not exist
     * @throws IOException if something cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
