package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.cli.ipynb.Tolerance;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the outputs in the committed notebooks fresh. */
@Command(
        name = "notebooks",
        description = {
            "Executes notebooks and stores their outputs, or compares them with those stored.",
            "Each has one seed and starts from nothing. Without names, all of them."
        },
        mixinStandardHelpOptions = true)
final class NotebooksCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = {
                "How a notebook's name begins (04 is a notebook and its",
                "solutions, solutions/04 these alone), or a file."
            })
    private List<String> names = List.of();

    @ArgGroup private Mode mode;

    @Mixin private QuickOption quick;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many at a time (default: 1, with --quick 2).")
    private Integer jobs;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = {
                "With --check: how far numbers may lie apart, as a share.",
                "0, the default, is for the kind of processor that the",
                "outputs were made on; elsewhere, say 0.05."
            })
    private Double tolerance;

    /** What is done with the executed notebooks. */
    static final class Mode {
        @Option(
                names = "--write",
                required = true,
                description = {
                    "Store them with their outputs, without what the next",
                    "execution would change: ids, folders, how long it took."
                })
        private boolean write;

        @Option(
                names = "--check",
                required = true,
                description = {
                    "Compare their outputs with those that are stored. With",
                    "--quick only: does every cell run, and are the stored",
                    "outputs those of the same cells?"
                })
        private boolean check;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        NotebookJob.Purpose purpose = purpose();
        int atOnce = jobs == null ? (quick.isOn() ? 2 : 1) : jobs;
        if (atOnce < 1) {
            throw new UserError("--jobs is a number from 1, not " + jobs + ".");
        }
        Home home = Home.find();
        NotebookNames notebooks = new NotebookNames(home.root().resolve("notebooks"));
        List<Path> chosen = notebooks.choose(names);
        try (Workplace place = Workplace.take(home.runs().resolve("notebooks"))) {
            List<NotebookJob> all =
                    chosen.stream()
                            .map(file -> job(home, notebooks, file, place, purpose))
                            .toList();
            return new NotebookRound(all, atOnce, System.out).execute();
        }
    }

    private static NotebookJob job(
            Home home,
            NotebookNames notebooks,
            Path file,
            Workplace place,
            NotebookJob.Purpose purpose) {
        String title = notebooks.title(file);
        return new NotebookJob(home, title, file, place.file(title), purpose);
    }

    private NotebookJob.Purpose purpose() {
        if (mode == null || mode.write == mode.check) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say what is to be done with the executed notebooks: --write stores them with"
                            + " their outputs, --check compares these with the stored ones");
        }
        if (mode.write && quick.isOn()) {
            throw new UserError("Outputs of quick mode are not stored: leave --quick out.");
        }
        if (tolerance != null && (mode.write || quick.isOn())) {
            throw new UserError(
                    "--tolerance is for --check without --quick, which compares numbers.");
        }
        if (tolerance != null && !(tolerance >= 0 && tolerance < 1)) {
            throw new UserError("--tolerance is a share from 0 to below 1, not " + tolerance + ".");
        }
        return new NotebookJob.Purpose(
                mode.write,
                quick.isOn(),
                tolerance == null ? Tolerance.NONE : new Tolerance(tolerance));
    }
}
