package org.mpssl.notebook;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.study.ComparisonResult;
import org.mpssl.tensor.Devices;
import org.mpssl.train.Provenance;

/** How this notebook is to run, as the workbench that started its kernel says. */
public final class Session {

    private Session() {}

    /**
     * Returns how many seeds the methods are trained with: {@code WORKBENCH_SEEDS}, 1 by default.
     *
     * @return at least 1
     */
    public static int seeds() {
        return seeds(System.getenv());
    }

    static int seeds(Map<String, String> environment) {
        String text = environment.getOrDefault("WORKBENCH_SEEDS", "1");
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new UserError("WORKBENCH_SEEDS must be a number from 1, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /**
     * Returns the folder of results and runs: {@code WORKBENCH_RUNS}, else {@code runs/} in the
     * clone.
     *
     * @return the folder
     */
    public static Path runs() {
        return runs(System.getenv());
    }

    static Path runs(Map<String, String> environment) {
        String named = environment.get("WORKBENCH_RUNS");
        return named == null ? home(environment).resolve("runs") : Path.of(named);
    }

    /**
     * Returns the file for the figures of the runs made in a notebook: {@code WORKBENCH_RESULT},
     * which {@code ./workbench run} sets, else {@code result.json} among the runs.
     *
     * @return the file
     */
    public static Path result() {
        return result(System.getenv());
    }

    static Path result(Map<String, String> environment) {
        String named = environment.get("WORKBENCH_RESULT");
        return named == null ? runs(environment).resolve("result.json") : Path.of(named);
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("WORKBENCH_HOME", "."));
    }

    /**
     * Reads the figures over many seeds that come with the workbench.
     *
     * @param setUp {@code coarse-to-fine} or {@code disjoint}
     * @return the figures
     * @throws UserError if they are missing or damaged
     */
    public static ComparisonResult committed(String setUp) {
        return committed(home(System.getenv()), setUp);
    }

    static ComparisonResult committed(Path home, String setUp) {
        Path file = Path.of("docs", "results", setUp + ".json");
        if (!home.resolve(file).toFile().isFile()) {
            throw new UserError(
                    """
                    the results over many seeds, %s, are missing from this clone: get the file \
                    back with git, or make it (an hour) with
                    ./workbench study run --set-up %s --seeds 12 --json %s"""
                            .formatted(file, setUp, file));
        }
        return ComparisonResult.read(home.resolve(file));
    }

    /** Leaves word of how far the notebook is for whoever executes it without a page. */
    static void note(String text) {
        if (System.getenv("WORKBENCH_RUNS") != null) {
            note(runs(), text);
        }
    }

    static void note(Path folder, String text) {
        try {
            AtomicFile.write(folder.resolve("progress.txt"), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns versions, device and mode as a table. */
    public static Table table() {
        Device device = Devices.chosen();
        Map<String, String> environment = Provenance.environment(device);
        return Table.of("what", "here")
                .row("mode", Check.isQuick() ? "quick: 60 steps, 2,000 test images" : "full")
                .row("seeds trained live", seeds())
                .row("device", device.isGpu() ? "NVIDIA GPU" : "CPU, one thread per run")
                .row("Java", environment.get("java"))
                .row("DJL", environment.get("djl"))
                .row("PyTorch", environment.get("libtorch"))
                .row("platform", environment.get("platform"));
    }
}
