package org.mpssl.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.mpssl.UserError;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/**
 * What a study gave, as it is written to JSON; accuracies are fractions. A report is made of the
 * study and of this, and of nothing else.
 *
 * @param study its name
 * @param plan on which data, how often and how long
 * @param wallSeconds how long this study's sessions with these steps and this code took, as a clock
 *     on the wall has it; runs that were there already took none of it
 * @param cells the runs of every place
 * @param samples for a study of samples, figures of the images
 * @param failures why runs failed that have not ended, by the names of their folders
 * @param environment versions, device, threads, data and models
 */
public record StudyResult(
        String study,
        Plan plan,
        double wallSeconds,
        List<CellRuns> cells,
        List<SampleFigures> samples,
        Map<String, String> failures,
        Map<String, String> environment) {

    private static final double TENTHS = 10;

    /** Copies the collections. */
    public StudyResult {
        cells = List.copyOf(cells);
        samples = List.copyOf(samples);
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * The runs where a row and a column meet.
     *
     * @param row the row's name
     * @param column the column's name
     * @param runs those that have ended, in the order of the seeds
     */
    public record CellRuns(String row, String column, List<Run> runs) {

        /** Copies the list. */
        public CellRuns {
            runs = List.copyOf(runs);
        }

        /** Returns a value of every run, by its seed. */
        public Map<Long, Double> bySeed(ToDoubleFunction<Run> value) {
            Map<Long, Double> values = new TreeMap<>();
            runs.forEach(run -> values.put(run.seed(), value.applyAsDouble(run)));
            return values;
        }

        /** Returns the spread of a value over the seeds, of which there is at least one. */
        public Spread spread(ToDoubleFunction<Run> value) {
            return Spread.of(List.copyOf(bySeed(value).values()));
        }
    }

    /**
     * What is reported of a run.
     *
     * @param seed its seed
     * @param spec the hash of its spec
     * @param test test accuracy at the best validation accuracy
     * @param last test accuracy after the last step
     * @param validation the best validation accuracy
     * @param seconds training time
     */
    public record Run(
            long seed, String spec, double test, double last, double validation, double seconds) {

        /** Checks that accuracies are fractions. */
        public Run {
            for (double accuracy : List.of(test, last, validation)) {
                if (!(accuracy >= 0 && accuracy <= 1)) {
                    throw new UserError("the accuracy %s is not from 0 to 1".formatted(accuracy));
                }
            }
        }

        static Run of(RunResult result) {
            return new Run(
                    result.spec().seed(),
                    result.spec().hash(),
                    result.test(),
                    result.last(),
                    result.history().stream()
                            .filter(row -> row.step() == result.bestStep())
                            .mapToDouble(Evaluation::accuracy)
                            .findFirst()
                            .orElse(0),
                    Math.round(result.seconds() * TENTHS) / TENTHS);
        }
    }

    /**
     * Figures of the images that a row's run draws.
     *
     * @param row the row's name
     * @param variety mean distance of two images of one class; NaN if no class has two real images
     * @param distance mean distance of an image to the nearest real one of its class; likewise
     */
    public record SampleFigures(String row, double variety, double distance) {

        /** Returns the variety with three decimals, or a dash. */
        public String varietyText() {
            return text(variety);
        }

        /** Returns the distance with three decimals, or a dash. */
        public String distanceText() {
            return text(distance);
        }

        private static String text(double value) {
            return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
        }
    }

    /**
     * Collects the runs of a study that have ended.
     *
     * @param study the study
     * @param plan on which data, how often and how long
     * @param wallSeconds how long its sessions took together
     * @param results those there are, by spec
     * @param failures why runs failed, by the names of their folders; what has ended since or is
     *     not of this plan is left out
     * @return the collected figures
     * @throws UserError if the runs are not of one data set and one library
     */
    public static StudyResult of(
            Study study,
            Plan plan,
            double wallSeconds,
            Map<RunSpec, RunResult> results,
            Map<String, String> failures) {
        List<CellRuns> cells = new ArrayList<>();
        List<RunResult> used = new ArrayList<>();
        for (Study.Cell cell : study.cells()) {
            List<RunResult> runs =
                    cell.specs(plan).stream()
                            .filter(results::containsKey)
                            .map(results::get)
                            .toList();
            cells.add(
                    new CellRuns(
                            cell.row().name(),
                            cell.column().name(),
                            runs.stream().map(Run::of).toList()));
            used.addAll(runs);
        }
        Map<String, String> failed = new TreeMap<>(failures);
        failed.keySet()
                .retainAll(
                        study.specs(plan).stream()
                                .filter(spec -> !results.containsKey(spec))
                                .map(RunFolder::name)
                                .toList());
        return new StudyResult(
                study.name(),
                plan,
                Math.round(wallSeconds),
                cells,
                List.of(),
                failed,
                Environment.of(used));
    }

    StudyResult with(List<SampleFigures> figures) {
        return new StudyResult(study, plan, wallSeconds, cells, figures, failures, environment);
    }

    /** Returns the runs where a row and a column meet, if there are any. */
    public Optional<CellRuns> cell(Row row, Column column) {
        return cells.stream()
                .filter(c -> c.row().equals(row.name()) && c.column().equals(column.name()))
                .filter(c -> !c.runs().isEmpty())
                .findFirst();
    }

    /** Returns how many different runs there are. */
    long runs() {
        return different().size();
    }

    /** Returns the training time of all runs, each once. */
    double trainingSeconds() {
        return different().values().stream().mapToDouble(Run::seconds).sum();
    }

    private Map<String, Run> different() {
        Map<String, Run> different = new LinkedHashMap<>();
        cells.forEach(cell -> cell.runs().forEach(run -> different.put(run.spec(), run)));
        return different;
    }

    /**
     * Returns whether these are the figures of a study as it is defined now: the same rows and
     * columns, and every run with exactly the settings that it has there.
     *
     * @param definition the study
     * @return whether they are
     */
    public boolean belongsTo(Study definition) {
        List<Study.Cell> places = definition.cells();
        if (!study.equals(definition.name()) || places.size() != cells.size()) {
            return false;
        }
        for (int i = 0; i < cells.size(); i++) {
            Study.Cell place = places.get(i);
            CellRuns runs = cells.get(i);
            List<String> hashes = place.specs(plan).stream().map(RunSpec::hash).toList();
            if (!runs.row().equals(place.row().name())
                    || !runs.column().equals(place.column().name())
                    || !hashes.containsAll(runs.runs().stream().map(Run::spec).toList())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads a result.
     *
     * @param file the file
     * @return the result
     * @throws UserError if it is not one
     */
    public static StudyResult read(Path file) {
        return ResultFile.read(file, StudyResult.class, "a study's result");
    }

    /** Returns the result as JSON. */
    public String toJson() {
        return ResultFile.text(this);
    }
}
