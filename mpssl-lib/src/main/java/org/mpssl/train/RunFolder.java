package org.mpssl.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;

/**
 * The folder of a run: {@code spec.json}, {@code metrics.csv}, {@code best.safetensors}, for MP-SSL
 * {@code synthesiser.safetensors}, and last of all {@code result.json}.
 *
 * <p>A folder with a {@code result.json} is complete; it is written in one move when all else is
 * there.
 */
public class RunFolder {

    /** A run that leaves no files. */
    public static final RunFolder NONE =
            new RunFolder(null) {
                @Override
                void begin(RunSpec spec) {}

                @Override
                void add(Evaluation evaluation) {}

                @Override
                void end(RunResult result, Experiment experiment, Parameters best) {}
            };

    private static final String RESULT = "result.json";
    private static final String METRICS = "metrics.csv";

    private final Path folder;
    private List<String> columns;

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the folder of a run: named by method, seed and hash of the spec.
     *
     * @param runs where folders of runs lie
     * @param spec the run
     * @return its folder
     */
    public static RunFolder of(Path runs, RunSpec spec) {
        String name = "%s-%d-%s".formatted(spec.method(), spec.seed(), spec.hash());
        return new RunFolder(runs.resolve(name));
    }

    /** Returns the path. */
    public Path path() {
        return folder;
    }

    /**
     * Returns the result of a run that has ended.
     *
     * @return the result, or nothing if the run did not end here
     * @throws UserError if the file is damaged
     */
    public Optional<RunResult> result() {
        Path file = folder.resolve(RESULT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SpecJson.parse(Files.readString(file), RunResult.class));
        } catch (IOException e) {
            throw new UserError(file + " is damaged: delete its folder and run again", e);
        }
    }

    /** Starts afresh: what an earlier run left here goes. */
    void begin(RunSpec spec) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("spec.json"), spec.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Evaluation evaluation) {
        try {
            if (columns == null) {
                columns = List.copyOf(evaluation.losses().keySet());
                append("step,rate,validation_accuracy" + joined(columns) + "\n");
            }
            List<String> losses =
                    columns.stream()
                            .map(name -> number(evaluation.losses().getOrDefault(name, Double.NaN)))
                            .toList();
            append(
                    evaluation.step()
                            + ","
                            + number(evaluation.rate())
                            + ","
                            + number(evaluation.accuracy())
                            + joined(losses)
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String joined(List<String> cells) {
        return cells.stream().map(cell -> "," + cell).collect(Collectors.joining());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.8g", value);
    }

    private void append(String line) throws IOException {
        Files.writeString(
                folder.resolve(METRICS),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void end(RunResult result, Experiment experiment, Parameters best) {
        try {
            Map<String, String> metadata =
                    Map.of("spec", result.spec().hash(), "step", "" + result.bestStep());
            Safetensors.write(folder.resolve("best.safetensors"), best, metadata);
            if (experiment.lmo() != null) {
                Safetensors.write(
                        folder.resolve("synthesiser.safetensors"),
                        experiment.lmo().parameters(),
                        metadata);
            }
            Path temporary = folder.resolve("." + RESULT);
            Files.writeString(temporary, SpecJson.pretty(result));
            Files.move(temporary, folder.resolve(RESULT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
