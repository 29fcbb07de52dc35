package org.mpssl.notebook;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.data.SetUp;
import org.mpssl.files.AtomicFile;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Study;
import org.mpssl.study.StudyResult;
import org.mpssl.study.paper.PaperStudies;
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
     * Returns the file for the figures of the runs made in a notebook, {@code result.json} in
     * {@link #runs()}.
     *
     * @return the file
     */
    public static Path result() {
        return runs().resolve("result.json");
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("WORKBENCH_HOME", "."));
    }

    /**
     * Reads the figures over many seeds that come with the workbench.
     *
     * @param name {@code coarse-to-fine}, {@code disjoint} or {@code fashion-mnist}
     * @return the figures
     * @throws UserError if they are missing or damaged
     */
    public static ComparisonResult committed(String name) {
        return committed(home(System.getenv()), name);
    }

    static ComparisonResult committed(Path home, String name) {
        Path file = Path.of("docs", "results", name + ".json");
        if (!home.resolve(file).toFile().isFile()) {
            throw new UserError(
                    """
                    the results over many seeds, %s, are missing from this clone: get the file \
                    back with git, or make it (an hour) with
                    ./workbench study run %s --json %s"""
                            .formatted(file, options(name), file));
        }
        return ComparisonResult.read(home.resolve(file));
    }

    private static String options(String name) {
        return SetUp.names().contains(name)
                ? "--set-up " + name + " --seeds 12"
                : "--dataset data/" + name + " --preset mini-large --seeds 3";
    }

    /**
     * Reads the figures of a table or figure of the paper that come with the workbench.
     *
     * @param study its name, for example {@code table-3}
     * @return the study and its figures
     * @throws UserError if they are missing, damaged or of other settings than today's
     */
    public static Reproduction reproduction(String study) {
        return reproduction(home(System.getenv()), study);
    }

    static Reproduction reproduction(Path home, String study) {
        Study question = PaperStudies.named(study);
        Path file = Path.of("docs", "results", study + ".json");
        if (!home.resolve(file).toFile().isFile()) {
            throw new UserError(
                    "%s is missing from this clone: get the file back with git".formatted(file));
        }
        return new Reproduction(question, StudyResult.read(home.resolve(file)));
    }

    /**
     * Leaves word of how far the notebook is for whoever executes it without a page: in the file
     * {@code WORKBENCH_PROGRESS}, if one is named.
     */
    static void note(String text) {
        String file = System.getenv("WORKBENCH_PROGRESS");
        if (file != null) {
            note(Path.of(file), text);
        }
    }

    static void note(Path file, String text) {
        try {
            AtomicFile.write(file, text + "\n");
        } catch (IOException e) {
            return; // no note is worth a training
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
