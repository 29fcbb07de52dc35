package org.mpssl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
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

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    /**
     * How a session ended.
     *
     * @param runs how many runs the study has
     * @param failures why those failed that did not end, by the names of their folders
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
        try (FolderLock lock = Journal.lock(folder, study, plan.start())) {
            Session session = new Session(new StudyProgress(specs, line));
            session.remember();
            try {
                new Runs(folder, atOnce, true).attempt(specs, session, session.clock);
            } finally {
                session.remember();
            }
            return new Outcome(specs.size(), session.failures);
        }
    }

    /**
     * Writes the journal and the time whenever a run has ended, and now and then while one goes on,
     * so that a kill costs little of them.
     */
    private final class Session implements TrainingListener {

        private final StudyProgress progress;
        private final WallClock clock = new WallClock();
        private final WallTimes before = WallTimes.of(folder, study, plan.start());
        private final Map<String, String> failures = new ConcurrentSkipListMap<>();
        private long remembered;

        Session(StudyProgress progress) {
            this.progress = progress;
        }

        synchronized void remember() {
            new Journal(plan, failures).write(folder, study);
            before.plus(plan, clock.seconds()).write(folder, study, plan.start());
            remembered = System.nanoTime();
        }

        private synchronized void rememberNowAndThen() {
            if (System.nanoTime() - remembered > EVERY_NANOS) {
                remember();
            }
        }

        @Override
        public void onResume(RunSpec spec, int done, List<Evaluation> history) {
            progress.onResume(spec, done, history);
        }

        @Override
        public void onStep(RunSpec spec, int step, Losses losses) {
            progress.onStep(spec, step, losses);
            rememberNowAndThen();
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
