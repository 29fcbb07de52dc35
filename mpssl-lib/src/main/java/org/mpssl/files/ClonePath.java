package org.mpssl.files;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.mpssl.UserError;

/**
 * Where a path that a spec names leads: from the working directory, or, if there is nothing, from
 * the clone. So a run has the same spec, and thereby the same folder, in a terminal and in a
 * notebook, whose kernel works in the notebook's own folder.
 */
public final class ClonePath {

    private static final String CLONE = "WORKBENCH_HOME";

    private ClonePath() {}

    /**
     * Finds a file or folder.
     *
     * @param path absolute or relative
     * @return the path itself if it exists or is nowhere, else the one in the clone
     * @throws UserError if it has characters that no path has here
     */
    public static Path of(String path) {
        return of(path, System.getenv());
    }

    static Path of(String path, Map<String, String> environment) {
        Path named = named(path);
        Path inClone = Path.of(environment.getOrDefault(CLONE, "")).resolve(named);
        return !Files.exists(named) && Files.exists(inClone) ? inClone : named;
    }

    /**
     * Returns the one name of a file or folder, so that runs on it are known again however it was
     * written: without detours, and from the clone if it lies in it.
     *
     * @param path absolute or relative
     * @return the path; it has a {@code /} if the one given has
     * @throws UserError if it has characters that no path has here
     */
    public static String name(String path) {
        return name(path, System.getenv());
    }

    static String name(String path, Map<String, String> environment) {
        Path plain = named(path).normalize();
        Path clone = Path.of(environment.getOrDefault(CLONE, "")).toAbsolutePath().normalize();
        Path within =
                plain.isAbsolute() && plain.startsWith(clone) ? clone.relativize(plain) : plain;
        String name = within.toString();
        return path.contains("/") && !name.contains("/") ? "./" + name : name;
    }

    private static Path named(String path) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new UserError(
                    "'%s' cannot be a path (%s): write one that this system allows"
                            .formatted(path.replaceAll("\\p{Cntrl}", "?"), e.getReason()),
                    e);
        }
    }
}
