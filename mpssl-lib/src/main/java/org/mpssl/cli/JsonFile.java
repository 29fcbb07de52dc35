package org.mpssl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.mpssl.UserError;

/** The file of {@code --json}: looked at before the work that it is to hold. */
final class JsonFile {

    private JsonFile() {}

    /** Makes sure that a file, if one is named, can be written. */
    static void check(Path json) {
        if (json == null) {
            return;
        }
        Path folder = json.toAbsolutePath().getParent();
        if (Files.isDirectory(json)) {
            throw new UserError(json + " is a folder: --json needs the name of a file.");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError("There is no folder for " + json + ": make it first.");
        }
        if (!Files.isWritable(Files.exists(json) ? json : folder)) {
            throw new UserError(json + " cannot be written: give another file as --json.");
        }
    }
}
