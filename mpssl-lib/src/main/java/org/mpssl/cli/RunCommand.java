package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.study.ComparisonResult;
import org.mpssl.tensor.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: the embedded study in its notebook, without a browser. */
@Command(
        name = "run",
        description = "Executes the first notebook and prints the accuracies of all methods.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    /** Beside the runs of a notebook that is open in a browser. */
    private static final String PLACE = "start-here";

    private static final String NAME = "00-start-here.ipynb";

    @Mixin private ComparisonOptions options;

    @Option(names = "--notebook", hidden = true, description = "Another notebook to execute.")
    private Path notebook;

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        Home home = Home.find();
        Path source = notebook == null ? home.root().resolve("notebooks").resolve(NAME) : notebook;
        if (!Files.isReadable(source)) {
            throw new UserError("The notebook " + source + " is missing.");
        }
        Devices.chosen(); // else a cell far down would be the first to miss a GPU
        try (Workplace place = Workplace.take(home.runs().resolve(PLACE))) {
            return execute(home, source, place);
        }
    }

    private int execute(Home home, Path source, Workplace place)
            throws IOException, InterruptedException {
        Path copy = place.file(NAME);
        Path file = place.file("result.json");
        // What an earlier run left must not pass for this one's.
        Files.deleteIfExists(copy);
        Files.deleteIfExists(file);
        PrintStream out = System.out;
        NotebookRun run = new NotebookRun(home, place.folder());
        StatusLine line = new StatusLine(out);
        int code =
                run.execute(
                        new NotebookRun.Order(
                                source, copy, options.seeds(), options.isQuick(), false),
                        line::show);
        line.end();
        out.print(run.failure());
        if (code == NotebookRun.INTERRUPTED) {
            System.err.println("workbench: interrupted");
            return code;
        }
        if (code != 0) {
            throw new UserError(
                    Files.exists(copy)
                            ? "The notebook failed. As far as it came: " + copy
                            : "The notebook could not be started: see " + run.log());
        }
        if (!Files.exists(file)) {
            throw new UserError(
                    "The notebook ended without writing " + file + ". It is in " + copy);
        }
        ComparisonResult result = ComparisonResult.read(file);
        out.println();
        out.println(result.study() + ", seeds " + result.seeds());
        out.println();
        out.print(ResultTable.of(result));
        out.println();
        out.println("Executed notebook: " + copy);
        out.println("Run folders:       " + place.folder());
        options.write(result);
        return 0;
    }
}
