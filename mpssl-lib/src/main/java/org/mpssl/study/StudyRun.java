package org.mpssl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.mpssl.files.FolderLock;
import org.mpssl.method.Losses;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainingListener;

/**
 * One session of making a study's runs. Those that have ended before, in whatever study, are not
 * repeated, so a session goes on where the last one was stopped or killed.
 *
 * @param study the study
 * @param plan on which data, how often and how long
 * @param folder where the runs' folders lie
 * @param atOnce how many runs go on at a time
 */
public record StudyRun(Study study, Plan plan, Path folder, int atOnce) {

    private static final double NANOS = 1e9;

    /**
     * How a session ended.
     *
     * @param runs how many runs the study has
     * @param failures why those failed that did not end, by what they are called
     */
    public record Outcome(int runs, Map<String, String> failures) {}

    /**
     * Makes the runs, the longest first. One that fails by a mistake of the user's does not stop
     * the others.
     *
     * @param line is given a line that says how far it is
     * @return how it ended
     * @throws java.util.concurrent.CancellationException if the calling thread was interrupted
     */
    public Outcome execute(Consumer<String> line) {
        List<RunSpec> specs = study.specs(plan);
        try (FolderLock lock = Journal.lock(folder, study)) {
            Session session = new Session(new StudyProgress(specs, line), before());
            session.remember();
            new Runs(folder, atOnce, true).attempt(specs, session);
            session.remember();
            return new Outcome(specs.size(), session.failures);
        }
    }

    /** Returns the seconds of the sessions before this one, if they made runs of the same plan. */
    private double before() {
        return Journal.of(folder, study)
                .filter(journal -> plan.contains(journal.plan()))
                .map(Journal::wallSeconds)
                .orElse(0.0);
    }

    /** Writes the journal whenever a run has ended, so that a kill costs little of its time. */
    private final class Session implements TrainingListener {

        private final StudyProgress progress;
        private final double before;
        private final long start = System.nanoTime();
        private final Map<String, String> failures = new ConcurrentSkipListMap<>();

        Session(StudyProgress progress, double before) {
            this.progress = progress;
            this.before = before;
        }

        synchronized void remember() {
            double wall = before + (System.nanoTime() - start) / NANOS;
            new Journal(plan, wall, failures).write(folder, study);
        }

        @Override
        public void onResume(RunSpec spec, int done, List<Evaluation> history) {
            progress.onResume(spec, done, history);
        }

        @Override
        public void onStep(RunSpec spec, int step, Losses losses) {
            progress.onStep(spec, step, losses);
        }

        @Override
        public void onEnd(RunSpec spec, RunResult result) {
            progress.onEnd(spec, result);
            remember();
        }

        @Override
        public void onFailure(RunSpec spec, String why) {
            progress.onFailure(spec, why);
            failures.put(RunFolder.name(spec), why);
            remember();
        }
    }
}
