package org.mpssl.study;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/**
 * How far some runs are.
 *
 * @param specs the runs
 * @param finished the results of those that have ended
 */
public record StudyState(List<RunSpec> specs, Map<RunSpec, RunResult> finished) {

    private static final int AT_ONCE = 2;

    /** Of shorter runs most of the time goes to their beginning and end. */
    private static final int LEAST_STEPS = 100;

    /** Copies the collections. */
    public StudyState {
        specs = List.copyOf(specs);
        finished = Collections.unmodifiableMap(new LinkedHashMap<>(finished));
    }

    /** Looks runs up in a folder, each of them once. */
    public static final class Reader {

        private final FinishedRuns runs;
        private final Map<RunSpec, Optional<RunResult>> known = new HashMap<>();

        /**
         * Prepares to look.
         *
         * @param folder where the runs' folders lie
         */
        public Reader(Path folder) {
            runs = FinishedRuns.in(folder);
        }

        /**
         * Looks runs up.
         *
         * @param specs the runs
         * @return how far they are
         */
        public StudyState of(Collection<RunSpec> specs) {
            Map<RunSpec, RunResult> finished = new LinkedHashMap<>();
            for (RunSpec spec : specs) {
                known.computeIfAbsent(spec, runs::find)
                        .ifPresent(result -> finished.put(spec, result));
            }
            return new StudyState(List.copyOf(specs), finished);
        }
    }

    /** Returns whether every run has ended. */
    public boolean isComplete() {
        return finished.size() == specs.size();
    }

    /**
     * Guesses how long the runs will take that have not ended, two at a time.
     *
     * @return seconds
     */
    public double secondsLeft() {
        double work =
                specs.stream().filter(s -> !finished.containsKey(s)).mapToDouble(Work::of).sum();
        return work * secondsPerUnit() / AT_ONCE;
    }

    /**
     * Names the runs that some process makes now.
     *
     * @param folder where the runs' folders lie
     * @return method and seed of each
     */
    public List<String> running(Path folder) {
        return specs.stream()
                .filter(spec -> RunFolder.of(folder, spec).isOpen())
                .map(spec -> "%s seed %d".formatted(spec.method(), spec.seed()))
                .toList();
    }

    private double secondsPerUnit() {
        List<RunSpec> telling =
                finished.keySet().stream().filter(s -> s.steps() >= LEAST_STEPS).toList();
        double work = telling.stream().mapToDouble(Work::of).sum();
        double seconds = telling.stream().mapToDouble(s -> finished.get(s).seconds()).sum();
        return work > 0 ? seconds / work : Work.SECONDS;
    }
}
