package org.mpssl.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.FolderLock;

/**
 * What is remembered of a study between commands: what was asked for last, and which runs failed.
 * It lies in {@code studies} beside the runs.
 *
 * @param plan what was asked for last
 * @param failures why runs of the last session failed, by the names of their folders
 */
public record Journal(Plan plan, Map<String, String> failures) {

    private static final String FOLDER = "studies";

    /**
     * What a journal of a prepared dataset is called; the other files are not JSON or have a dot.
     */
    private static final Pattern PREPARED = Pattern.compile("-(mini|mini-large|paper)\\.json$");

    /** Copies the map. */
    public Journal {
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /**
     * Reads the journal of a study of the shipped dataset.
     *
     * @param runs where the runs' folders lie
     * @param study the study
     * @return what is remembered, or nothing if it was never run
     * @throws UserError if the file is no journal
     */
    public static Optional<Journal> of(Path runs, Study study) {
        return of(runs, study, Start.SHIPPED);
    }

    /**
     * Reads the journal of a study.
     *
     * @param runs where the runs' folders lie
     * @param study the study
     * @param start on which dataset, and with which preset
     * @return what is remembered, or nothing if it was never run so; another folder of the same
     *     name may have been run since
     * @throws UserError if the file is no journal
     */
    public static Optional<Journal> of(Path runs, Study study, Start start) {
        Path file = file(runs, study, start);
        return Files.exists(file)
                ? Optional.of(read(file)).filter(journal -> journal.plan.start().equals(start))
                : Optional.empty();
    }

    /**
     * Reads the journals of a study, that of the shipped dataset first.
     *
     * @param runs where the runs' folders lie
     * @param study the study
     * @return what is remembered, for each dataset and preset
     * @throws UserError if one of the files is no journal
     */
    public static List<Journal> all(Path runs, Study study) {
        List<Journal> all = new ArrayList<>(of(runs, study).stream().toList());
        Path folder = runs.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(study.name() + "-") && PREPARED.matcher(name).find()) {
                    all.add(read(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    private static Journal read(Path file) {
        try {
            return ResultFile.read(file, Journal.class, "a study's journal");
        } catch (UserError e) {
            throw new UserError(
                    "%s; perhaps an earlier version wrote it: delete it and run the study again, which repeats no run"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    void write(Path runs, Study study) {
        try {
            AtomicFile.write(file(runs, study, plan.start()), ResultFile.text(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps other processes from running the same study, until it is closed. */
    static FolderLock lock(Path runs, Study study, Start start) {
        try {
            return FolderLock.of(
                    file(runs, study, start),
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
     * @param start on which dataset, and with which preset
     * @return whether some process makes its runs
     */
    public static boolean isOpen(Path runs, Study study, Start start) {
        try {
            return FolderLock.isTaken(file(runs, study, start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path runs, Study study, Start start) {
        return runs.resolve(FOLDER).resolve(start.fileName(study) + ".json");
    }
}
