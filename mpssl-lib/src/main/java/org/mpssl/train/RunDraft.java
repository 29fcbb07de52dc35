package org.mpssl.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.DraftFolder;
import org.mpssl.files.FolderLock;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;

/** The files of a run that goes on, beside the folder whose place they take at its end. */
final class RunDraft implements RunFiles {

    private final RunFolder folder;
    private final Path draft;
    private final FolderLock lock;
    private List<String> columns;
    private long saved = System.nanoTime();

    private RunDraft(RunFolder folder, FolderLock lock) {
        this.folder = folder;
        this.draft = folder.running();
        this.lock = lock;
    }

    /**
     * Takes the folder's lock; what has ended there stays until the end. Of a run that was killed
     * the checkpoint stays, of one that was stopped it is taken over.
     */
    static RunDraft begin(RunFolder folder, RunSpec spec) {
        try {
            FolderLock lock =
                    FolderLock.of(
                            folder.path(),
                            "the run %s goes on already, perhaps in a notebook or another terminal: wait for it, or stop it there"
                                    .formatted(folder.path()));
            try {
                DraftFolder.recover(folder.path());
                RunDraft draft = new RunDraft(folder, lock);
                draft.clear();
                Files.writeString(folder.running().resolve("spec.json"), spec.toJson());
                return draft;
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunCheckpoint checkpoint() {
        return new RunCheckpoint(draft.resolve(RunCheckpoint.NAME));
    }

    private void clear() throws IOException {
        Files.createDirectories(draft);
        try (Stream<Path> files = Files.list(draft)) {
            for (Path file : files.toList()) {
                if (!file.equals(checkpoint().file())) {
                    DraftFolder.delete(file);
                }
            }
        }
        Path stopped = folder.path().resolve(RunCheckpoint.NAME);
        // A finished run has one only if it was killed while it tidied up.
        if (folder.finished().isEmpty()
                && Files.exists(stopped)
                && !Files.exists(checkpoint().file())) {
            AtomicFile.write(checkpoint().file(), out -> Files.copy(stopped, out));
        }
    }

    @Override
    public RunState resume(Experiment experiment, Parameters best, Map<String, String> provenance) {
        try {
            Optional<RunState> state = checkpoint().restore(experiment, best, provenance);
            state.ifPresent(known -> known.history().forEach(this::add));
            return state.orElse(RunState.START);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void save(
            Experiment experiment,
            Parameters best,
            RunState state,
            Map<String, String> provenance) {
        long now = System.nanoTime();
        if (now - saved < folder.saveEvery().toNanos()) {
            return;
        }
        try {
            checkpoint().write(experiment, best, state, provenance);
            saved = now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void add(Evaluation evaluation) {
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
                draft.resolve("metrics.csv"),
                line,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void end(RunResult result, int done, Experiment experiment, Parameters best) {
        try {
            // Without an evaluation there is no choice, and no best weights.
            if (result.bestStep() > 0) {
                Map<String, String> metadata = new HashMap<>(metadata(result, result.bestStep()));
                metadata.putAll(SeenImages.of(experiment.task()).metadata());
                write(RunFolder.BEST, best, metadata);
            }
            if (experiment.lmo() != null) {
                write(
                        "synthesiser.safetensors",
                        experiment.lmo().parameters(),
                        metadata(result, done));
            }
            AtomicFile.write(draft.resolve(RunFolder.RESULT), SpecJson.pretty(result));
            if (!result.stopped() || folder.finished().isEmpty()) {
                DraftFolder.moveInto(draft, folder.path());
            } else if (!Files.exists(checkpoint().file())) {
                DraftFolder.delete(draft);
            }
            if (!result.stopped()) {
                // Not before the run is in its place: a kill in between would lose it whole.
                Files.deleteIfExists(folder.path().resolve(RunCheckpoint.NAME));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, Parameters weights, Map<String, String> metadata)
            throws IOException {
        Safetensors.write(draft.resolve(name), weights, metadata);
    }

    private static Map<String, String> metadata(RunResult result, int step) {
        return Map.of("spec", result.spec().hash(), "step", Integer.toString(step));
    }

    @Override
    public void close() {
        lock.close();
    }
}
