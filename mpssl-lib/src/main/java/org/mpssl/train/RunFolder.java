package org.mpssl.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.mpssl.UserError;
import org.mpssl.files.FolderLock;
import org.mpssl.files.StrictJson;

/**
 * The folder of a run: {@code spec.json}, {@code metrics.csv}, {@code best.safetensors} with the
 * weights of the best step, for MP-SSL {@code synthesiser.safetensors} with phi and xi of the last
 * step made, and {@code result.json}. The metadata of a weight file says of which step it is; that
 * of the best weights, which classes they know.
 *
 * <p>While the run goes on its files are in a folder beside it, {@link #running()}, where {@code
 * metrics.csv} can be watched. That folder takes this one's place when the run ends, so what is
 * here is always of one run. A run that was stopped ends too, and its result says so; it does not
 * replace one that was made to the end, and then its checkpoint stays in {@link #running()}. A run
 * that failed or was killed leaves {@link #running()} behind, until the run is begun again.
 *
 * <p>Runs of more than half a minute leave a {@code checkpoint.safetensors} after evaluations, from
 * which they go on when they are begun again, to the same bits as a run that was never stopped.
 *
 * <p>Only one process at a time makes a run in a folder.
 */
public final class RunFolder {

    static final String RESULT = "result.json";
    static final String BEST = "best.safetensors";

    private static final Duration SAVE_EVERY = Duration.ofSeconds(30);

    private final Path folder;
    private final Duration saveEvery;

    private RunFolder(Path folder, Duration saveEvery) {
        this.folder = folder;
        this.saveEvery = saveEvery;
    }

    /**
     * Returns the folder of a run: named by method, seed and hash of the spec.
     *
     * @param runs where folders of runs lie
     * @param spec the run
     * @return its folder
     */
    public static RunFolder of(Path runs, RunSpec spec) {
        return new RunFolder(runs.resolve(name(spec)), SAVE_EVERY);
    }

    /**
     * Returns the folder of a run that was made before.
     *
     * @param folder its path
     * @return the folder
     */
    public static RunFolder at(Path folder) {
        return new RunFolder(folder, SAVE_EVERY);
    }

    /**
     * Returns what a run is called: method, seed and hash of the spec.
     *
     * @param spec the run
     * @return the name of its folder
     */
    public static String name(RunSpec spec) {
        return "%s-%d-%s".formatted(spec.method(), spec.seed(), spec.hash());
    }

    /**
     * Returns this folder for a run that is saved at other times: to show on a run of seconds what
     * otherwise only long ones do.
     *
     * @param time how long a run goes on between checkpoints; zero saves after every evaluation
     * @return the folder
     */
    public RunFolder savingEvery(Duration time) {
        return new RunFolder(folder, time);
    }

    /** Returns how long a run goes on between checkpoints. */
    Duration saveEvery() {
        return saveEvery;
    }

    /** Returns the path. */
    public Path path() {
        return folder;
    }

    /** Returns where the files are while the run goes on: the same name and {@code .running}. */
    public Path running() {
        return folder.resolveSibling(folder.getFileName() + ".running");
    }

    /**
     * Returns the result of a run that has ended, or was stopped.
     *
     * @return the result, or nothing if no run has ended here
     * @throws UserError if the file is damaged
     */
    public Optional<RunResult> result() {
        Path file = folder.resolve(RESULT);
        try {
            return Optional.of(SpecJson.parse(Files.readString(file), RunResult.class));
        } catch (NoSuchFileException e) {
            // Not asked before: somebody may move the folder aside in between.
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new UserError(
                    "%s is damaged: delete its folder and run again (%s)"
                            .formatted(file, StrictJson.told(e)),
                    e);
        } catch (IOException e) {
            throw new UserError(file + " is damaged: delete its folder and run again", e);
        }
    }

    /**
     * Returns the result of a run that was made to its end. A damaged one counts as none: to make
     * the run again is what mends it.
     *
     * @return the result, or nothing
     */
    public Optional<RunResult> finished() {
        try {
            return result().filter(result -> !result.stopped());
        } catch (UserError damaged) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether somebody makes the run now, in this process or in another.
     *
     * @return whether it goes on
     */
    public boolean isOpen() {
        try {
            return FolderLock.isTaken(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins the run; nobody else can until the files are closed. */
    RunFiles begin(RunSpec spec) {
        return RunDraft.begin(this, spec);
    }
}
