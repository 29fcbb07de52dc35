package org.mpssl.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.train.Methods;
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

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

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
     */
    public static ComparisonResult of(Comparison comparison, List<RunResult> results) {
        Map<String, Figures> methods = new LinkedHashMap<>();
        for (String method : comparison.methods()) {
            Figures figures =
                    new Figures(
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            for (long seed : comparison.seeds()) {
                RunResult result = find(results, comparison.spec(method, seed).hash());
                figures.test.add(result.test());
                figures.last.add(result.last());
                figures.seconds.add(Math.round(result.seconds() * 10) / 10.0);
                figures.specs.add(result.spec().hash());
            }
            methods.put(method, figures);
        }
        return new ComparisonResult(
                comparison.name(), comparison.seeds(), methods, results.get(0).provenance());
    }

    private static RunResult find(List<RunResult> results, String hash) {
        return results.stream()
                .filter(result -> result.spec().hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no result of the run " + hash));
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
        try {
            return JSON.readValue(Files.readString(file), ComparisonResult.class);
        } catch (JsonProcessingException e) {
            throw new UserError(
                    "%s is not a comparison's result: %s".formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UserError("the result %s cannot be read: does it exist?".formatted(file), e);
        }
    }

    /**
     * Writes the result in one move.
     *
     * @param file the file
     */
    public void write(Path file) {
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            Path absolute = file.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            Path temporary = absolute.resolveSibling("." + absolute.getFileName());
            Files.writeString(temporary, JSON.writer(printer).writeValueAsString(this) + "\n");
            Files.move(
                    temporary,
                    absolute,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
