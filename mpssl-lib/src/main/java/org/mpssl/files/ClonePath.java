package org.mpssl.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
     */
    public static Path of(String path) {
        return of(path, System.getenv());
    }

    static Path of(String path, Map<String, String> environment) {
        Path named = Path.of(path);
        Path inClone = Path.of(environment.getOrDefault(CLONE, "")).resolve(named);
        return !Files.exists(named) && Files.exists(inClone) ? inClone : named;
    }
}
