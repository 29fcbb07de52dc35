package org.mpssl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mpssl.UserError;
import org.mpssl.files.ClonePath;
import org.mpssl.study.ComparisonReport;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Journal;
import org.mpssl.study.Plan;
import org.mpssl.study.ReportFiles;
import org.mpssl.study.Start;
import org.mpssl.study.Study;
import org.mpssl.study.paper.PaperStudies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The report of a named study, or of a comparison's result file. */
@Command(
        name = "report",
        description = {
            "Prints the report of a named study and writes it: Markdown, CSV, JSON, and a chart.",
            "Of a result file that study run --json wrote, prints the table and the paired"
                    + " differences as Markdown."
        },
        mixinStandardHelpOptions = true)
final class StudyReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NAME|FILE",
            description = "A study, for example table-3; or docs/results/coarse-to-fine.json.")
    private String what;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files of a named study go (default: reports in runs).")
    private Path out;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "What a named study was run on: fashion-mini (default), or the folder of a prepared dataset.")
    private String dataset;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "With which preset, if a named study was run with several on that folder.")
    private String preset;

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        if (!PaperStudies.exists(what)) {
            ComparisonResult result = read();
            refuse("--out", out);
            refuse("--dataset", dataset);
            refuse("--preset", preset);
            System.out.print(new ComparisonReport(result).markdown());
            return 0;
        }
        Path runs = Home.find().runs();
        Journal journal = journal(runs);
        Study study = PaperStudies.named(what, journal.plan().start());
        ReportFiles files = ReportFiles.of(study, journal, runs);
        Path folder = out == null ? runs.resolve("reports") : out;
        System.out.print(files.markdown());
        files.write(folder);
        System.err.println("written to " + folder + ": " + String.join(", ", files.names()));
        return 0;
    }

    private void refuse(String option, Object given) {
        if (given != null) {
            throw new ParameterException(
                    command.commandLine(), option + " is an option of a named study");
        }
    }

    /** Finds what was run, on the dataset and with the preset that are named or the only one. */
    private Journal journal(Path runs) {
        Study study = PaperStudies.named(what);
        boolean shipped = dataset == null || dataset.equals(Plan.SHIPPED);
        String asked = shipped ? Plan.SHIPPED : ClonePath.name(dataset);
        if (preset != null) {
            Start start = new Start(asked, preset);
            return Journal.of(runs, study, start).orElseThrow(() -> neverRun(start));
        }
        List<Journal> there =
                Journal.all(runs, study).stream()
                        .filter(journal -> journal.plan().start().dataset().equals(asked))
                        .toList();
        if (there.isEmpty()) {
            requireNamed(Journal.all(runs, study));
            throw neverRun(new Start(asked, Start.MINI));
        }
        if (there.size() > 1) {
            throw new UserError(
                    "%s was run on %s with several presets: choose one with --preset, %s"
                            .formatted(
                                    what,
                                    dataset,
                                    there.stream()
                                            .map(journal -> journal.plan().start().preset())
                                            .collect(Collectors.joining(" or "))));
        }
        return there.get(0);
    }

    /** Without a dataset the shipped one is meant, and it was run on others. */
    private void requireNamed(List<Journal> all) {
        if (dataset == null && !all.isEmpty()) {
            throw new UserError(
                    "%s was run on %s: name it with --dataset"
                            .formatted(
                                    what,
                                    all.stream()
                                            .map(journal -> journal.plan().start().dataset())
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        }
    }

    private UserError neverRun(Start start) {
        return new UserError(
                "%s was never run%s: ./workbench study run %s%s"
                        .formatted(
                                what,
                                start.isShipped()
                                        ? ""
                                        : " on %s%s"
                                                .formatted(
                                                        start.dataset(),
                                                        preset == null
                                                                ? ""
                                                                : " with the preset " + preset),
                                what,
                                start.isShipped() ? "" : " " + start.options()));
    }

    private ComparisonResult read() {
        Path file = Path.of(what);
        if (!what.contains(".") && !java.nio.file.Files.exists(file)) {
            PaperStudies.named(what);
        }
        return ComparisonResult.read(file);
    }
}
