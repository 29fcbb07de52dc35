package org.mpssl.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.tensor.Devices;
import org.mpssl.train.Provenance;

/**
 * How long the sessions of a study took, apart for all that changes how long that is. It lies in
 * {@code studies/NAME.wall.json} beside the runs, and is not lost when something else is asked for
 * in between.
 *
 * @param entries one for each kind of runs
 */
record WallTimes(List<Entry> entries) {

    /** Copies the list. */
    WallTimes {
        entries = List.copyOf(entries);
    }

    /**
     * The time that runs of one kind took.
     *
     * @param plan on which data and how long; its number of seeds says nothing
     * @param code the checksum of the code
     * @param seconds of all sessions together
     */
    record Entry(Plan plan, String code, double seconds) {

        private boolean isOf(Plan other, String otherCode) {
            return code.equals(otherCode) && plan.equals(other.withSeeds(plan.seeds()));
        }
    }

    /**
     * Reads what is known of a study.
     *
     * @throws UserError if the file is damaged
     */
    static WallTimes of(Path runs, Study study, Start start) {
        Path file = file(runs, study, start);
        if (!Files.exists(file)) {
            return new WallTimes(List.of());
        }
        try {
            return ResultFile.read(file, WallTimes.class, "the times of a study");
        } catch (UserError e) {
            throw new UserError(e.getMessage() + "; delete it: nothing else is lost", e);
        }
    }

    void write(Path runs, Study study, Start start) {
        try {
            AtomicFile.write(file(runs, study, start), ResultFile.text(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path runs, Study study, Start start) {
        return runs.resolve("studies").resolve(start.fileName(study) + ".wall.json");
    }

    /** Returns the seconds of sessions with a plan, however many seeds it has, and today's code. */
    double seconds(Plan plan) {
        return entries.stream()
                .filter(entry -> entry.isOf(plan, code()))
                .mapToDouble(Entry::seconds)
                .sum();
    }

    /** Returns these times after one more session. */
    WallTimes plus(Plan plan, double seconds) {
        List<Entry> all = new ArrayList<>(entries);
        all.removeIf(entry -> entry.isOf(plan, code()));
        all.add(new Entry(plan, code(), seconds(plan) + seconds));
        return new WallTimes(all);
    }

    private static String code() {
        return Provenance.environment(Devices.chosen()).get("code");
    }
}
