package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.files.FolderLock;
import org.mpssl.study.ComparisonResult;
import org.mpssl.tensor.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job: the embedded study in its notebook, without a browser. */
@Command(
        name = "run",
        description = "Executes the first notebook and prints the accuracies of all methods.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 100;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many seeds, from 1 to 100 (default: 2, in quick mode 1).")
    private Integer seeds;

    @Option(names = "--quick", description = "1 seed, 60 steps, 2,000 test images.")
    private boolean quick;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the results to this file too.")
    private Path json;

    @Option(names = "--notebook", hidden = true, description = "Another notebook to execute.")
    private Path notebook;

    @Spec private CommandSpec spec;

    /** Not result.json, which a notebook in the page writes. */
    private static final String RESULT = "run.json";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seeds != null && (seeds < 1 || seeds > MOST_SEEDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seeds must be from 1 to " + MOST_SEEDS + ", not " + seeds);
        }
        JsonFile.check(json);
        Home home = Home.find();
        Path source =
                notebook == null ? home.root().resolve("notebooks/00-start-here.ipynb") : notebook;
        if (!Files.isReadable(source)) {
            throw new UserError("The notebook " + source + " is missing.");
        }
        Devices.chosen(); // else a cell far down would be the first to miss a GPU
        Path runs = Files.createDirectories(home.runs());
        String taken =
                "another ./workbench run goes on in %s: wait for it, or stop it".formatted(runs);
        try (FolderLock alone = FolderLock.of(runs.resolve("run"), taken)) {
            return run(home, source, runs);
        }
    }

    private int run(Home home, Path source, Path runs) throws IOException, InterruptedException {
        Path copy = runs.resolve("00-start-here.ipynb");
        Path result = runs.resolve(RESULT);
        Path progress = runs.resolve("progress.txt");
        // What an earlier run left must not pass for this one's.
        Files.deleteIfExists(copy);
        Files.deleteIfExists(result);
        Files.deleteIfExists(progress);
        PrintStream out = System.out;
        int code = new NotebookRun(home, progress, out).execute(source, copy, environment(runs));
        Files.deleteIfExists(progress);
        if (code == NotebookRun.INTERRUPTED) {
            System.err.println("workbench: interrupted");
            return code;
        }
        if (code != 0) {
            throw new UserError(
                    Files.exists(copy)
                            ? "The notebook failed. As far as it came: " + copy
                            : "The notebook could not be started: see "
                                    + home.state().resolve("logs/notebook.log"));
        }
        if (!Files.exists(result)) {
            throw new UserError(
                    "The notebook ended without writing " + result + ". It is in " + copy);
        }
        ComparisonResult study = ComparisonResult.read(result);
        out.println();
        out.println(study.study() + ", seeds " + study.seeds());
        out.println();
        out.print(ResultTable.of(study));
        out.println();
        out.println("Executed notebook: " + copy);
        out.println("Run folders:       " + runs);
        if (json != null) {
            Files.copy(result, json, StandardCopyOption.REPLACE_EXISTING);
            out.println("Results as JSON:   " + json);
        }
        return 0;
    }

    private Map<String, String> environment(Path runs) {
        Map<String, String> environment = new HashMap<>();
        boolean shortened = quick || "1".equals(System.getenv("WORKBENCH_QUICK"));
        if (shortened) {
            environment.put("WORKBENCH_QUICK", "1");
        }
        int count = seeds != null ? seeds : shortened ? 1 : 2;
        environment.put("WORKBENCH_SEEDS", Integer.toString(count));
        environment.put("WORKBENCH_RUNS", runs.toAbsolutePath().toString());
        environment.put("WORKBENCH_RESULT", runs.toAbsolutePath().resolve(RESULT).toString());
        return environment;
    }
}
