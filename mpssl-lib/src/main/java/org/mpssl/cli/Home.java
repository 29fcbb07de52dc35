package org.mpssl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mpssl.UserError;

/**
 * The clone that this program belongs to.
 *
 * @param root the folder with the {@code workbench} script
 */
record Home(Path root) {
    /** Finds the clone: named by the script, or the working directory or a folder around it. */
    static Home find() {
        String named = System.getenv("WORKBENCH_HOME");
        if (named != null) {
            return new Home(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("workbench"))) {
                return new Home(at);
            }
        }
        throw new UserError("This is not a clone of the workbench: start it with ./workbench.");
    }

    /** Everything that the set-up made. */
    Path state() {
        return root.resolve(".workbench");
    }

    /** Where results go. */
    Path runs() {
        String named = System.getenv("WORKBENCH_RUNS");
        return named == null ? root.resolve("runs") : Path.of(named).toAbsolutePath();
    }

    /** The Python that has Jupyter. */
    Path python() {
        return state().resolve("venv/bin/python");
    }
}
