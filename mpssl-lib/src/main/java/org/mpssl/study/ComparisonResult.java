package org.mpssl.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.train.Methods;
import org.mpssl.train.Provenance;
import org.mpssl.train.RunResult;

/**
 * What a comparison gave, as it is written to JSON; accuracies are fractions.
 *
 * @param study its name
 * @param seeds the seeds, in the order of every list
 * @param methods the figures of each method
 * @param environment versions, device, threads and data
 */
public record ComparisonResult(
        String study,
        List<Long> seeds,
        Map<String, Figures> methods,
        Map<String, String> environment) {

    /** Checks that there are figures of every method for every seed. */
    public ComparisonResult {
        seeds = List.copyOf(seeds);
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        require(!seeds.isEmpty(), "it has no seeds");
        require(Set.copyOf(seeds).size() == seeds.size(), "a seed is there twice");
        require(!methods.isEmpty(), "it has no methods");
        for (Map.Entry<String, Figures> method : methods.entrySet()) {
            for (int size : method.getValue().sizes()) {
                require(
                        size == seeds.size(),
                        "a list of the method %s has %d values for %d seeds"
                                .formatted(method.getKey(), size, seeds.size()));
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new UserError(otherwise);
        }
    }

    /**
     * The figures of one method, one value per seed.
     *
     * @param test test accuracy at the best validation accuracy
     * @param last test accuracy after the last step
     * @param seconds training time
     * @param specs hashes of the runs' specs
     */
    public record Figures(
            List<Double> test, List<Double> last, List<Double> seconds, List<String> specs) {

        /** Checks that accuracies are fractions and times not negative. */
        public Figures {
            test = List.copyOf(test);
            last = List.copyOf(last);
            seconds = List.copyOf(seconds);
            specs = List.copyOf(specs);
            for (double accuracy : Stream.concat(test.stream(), last.stream()).toList()) {
                require(
                        accuracy >= 0 && accuracy <= 1,
                        "the accuracy %s is not from 0 to 1".formatted(accuracy));
            }
            for (double time : seconds) {
                require(time >= 0 && Double.isFinite(time), "%s are no seconds".formatted(time));
            }
        }

        private List<Integer> sizes() {
            return List.of(test.size(), last.size(), seconds.size(), specs.size());
        }

        /** Returns the spread of the selected weights' accuracies. */
        public Spread testSpread() {
            return Spread.of(test);
        }

        /** Returns the spread of the last step's accuracies. */
        public Spread lastSpread() {
            return Spread.of(last);
        }
    }

    /**
     * Collects the results of a comparison's runs.
     *
     * @param comparison the comparison
     * @param results the results of its runs, in any order
     * @return the collected figures
     * @throws UserError if a run was stopped, or if they are not of one data set and one library
     */
    public static ComparisonResult of(Comparison comparison, List<RunResult> results) {
        Map<String, Figures> methods = new LinkedHashMap<>();
        List<RunResult> used = new ArrayList<>();
        for (String method : comparison.methods()) {
            List<RunResult> runs =
                    comparison.hashes(method).stream().map(hash -> find(results, hash)).toList();
            methods.put(
                    method,
                    new Figures(
                            runs.stream().map(RunResult::test).toList(),
                            runs.stream().map(RunResult::last).toList(),
                            runs.stream().map(ComparisonResult::tenths).toList(),
                            comparison.hashes(method)));
            used.addAll(runs);
        }
        return new ComparisonResult(
                comparison.name(),
                comparison.seeds(),
                methods,
                Provenance.common(used.stream().map(RunResult::provenance).toList()));
    }

    private static RunResult find(List<RunResult> results, String hash) {
        RunResult found =
                results.stream()
                        .filter(result -> result.spec().hash().equals(hash))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no result of the run " + hash));
        require(
                !found.stopped(),
                "the run %s of %s with seed %d was stopped, and half a run is compared with nothing: run it again"
                        .formatted(hash, found.spec().method(), found.spec().seed()));
        return found;
    }

    private static double tenths(RunResult result) {
        return Math.round(result.seconds() * 10) / 10.0;
    }

    /**
     * Returns the figures of a method.
     *
     * @param method its name
     * @return its figures
     */
    public Figures method(String method) {
        Figures figures = methods.get(method);
        if (figures == null) {
            throw new IllegalArgumentException(
                    "no method '%s' in %s; there are %s"
                            .formatted(method, study, methods.keySet()));
        }
        return figures;
    }

    /**
     * Returns a method's paired differences to the base model, at the selected weights.
     *
     * @param method its name
     * @return one difference per seed
     */
    public List<Double> overBase(String method) {
        return minus(method(method).test(), method(Methods.BASE).test());
    }

    /**
     * Returns a method's paired differences to the base model, after the last step.
     *
     * @param method its name
     * @return one difference per seed
     */
    public List<Double> lastOverBase(String method) {
        return minus(method(method).last(), method(Methods.BASE).last());
    }

    /**
     * Returns whether these are the figures of a comparison: the same study, seeds and methods, and
     * every run with exactly the settings that it has there.
     *
     * @param comparison the comparison
     * @return whether they are
     */
    public boolean belongsTo(Comparison comparison) {
        return study.equals(comparison.name())
                && seeds.equals(comparison.seeds())
                && List.copyOf(methods.keySet()).equals(comparison.methods())
                && comparison.methods().stream()
                        .allMatch(name -> method(name).specs().equals(comparison.hashes(name)));
    }

    /**
     * Returns differences seed by seed.
     *
     * @param a one value per seed
     * @param b one value per seed
     * @return a - b
     */
    public static List<Double> minus(List<Double> a, List<Double> b) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            differences.add(a.get(i) - b.get(i));
        }
        return differences;
    }

    /**
     * Reads a result.
     *
     * @param file the file
     * @return the result
     */
    public static ComparisonResult read(Path file) {
        return ResultFile.read(file, ComparisonResult.class, "a comparison's result");
    }

    /**
     * Writes the result in one move.
     *
     * @param file the file
     */
    public void write(Path file) {
        try {
            AtomicFile.write(file, ResultFile.text(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
