package org.mpssl.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.FolderLock;

/**
 * What is remembered of a study between commands: what was asked for last, and which runs failed.
 * It lies in {@code studies/NAME.json} beside the runs.
 *
 * @param plan what was asked for last
 * @param failures why runs of the last session failed, by the names of their folders
 */
public record Journal(Plan plan, Map<String, String> failures) {

    /** Copies the map. */
    public Journal {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /**
     * Reads the journal of a study.
     *
     * @param runs where the runs' folders lie
     * @param study the study
     * @return what is remembered, or nothing if it was never run
     * @throws UserError if the file is no journal
     */
    public static Optional<Journal> of(Path runs, Study study) {
        Path file = file(runs, study);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResultFile.read(file, Journal.class, "a study's journal"));
        } catch (UserError e) {
            throw new UserError(
                    "%s; perhaps an earlier version wrote it: delete it and run the study again, which repeats no run"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    void write(Path runs, Study study) {
        try {
            AtomicFile.write(file(runs, study), ResultFile.text(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps other processes from running the same study, until it is closed. */
    static FolderLock lock(Path runs, Study study) {
        try {
            return FolderLock.of(
                    file(runs, study),
                    "the study %s goes on already in another terminal: see ./workbench study status"
                            .formatted(study.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns whether a study goes on now.
     *
     * @param runs where the runs' folders lie
     * @param study the study
     * @return whether some process makes its runs
     */
    public static boolean isOpen(Path runs, Study study) {
        try {
            return FolderLock.isTaken(file(runs, study));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path runs, Study study) {
        return runs.resolve("studies").resolve(study.name() + ".json");
    }
}
