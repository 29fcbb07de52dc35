package org.mpssl.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.study.ComparisonReport;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Journal;
import org.mpssl.study.ReportFiles;
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

    @Spec private CommandSpec command;

    @Override
    public Integer call() {
        if (!PaperStudies.exists(what)) {
            ComparisonResult result = read();
            if (out != null) {
                throw new ParameterException(
                        command.commandLine(), "--out is an option of a named study");
            }
            System.out.print(new ComparisonReport(result).markdown());
            return 0;
        }
        Study study = PaperStudies.named(what);
        Path runs = Home.find().runs();
        Journal journal =
                Journal.of(runs, study)
                        .orElseThrow(
                                () ->
                                        new UserError(
                                                "%s was never run: ./workbench study run %s"
                                                        .formatted(what, what)));
        ReportFiles files = ReportFiles.of(study, journal, runs);
        Path folder = out == null ? runs.resolve("reports") : out;
        System.out.print(files.markdown());
        files.write(folder);
        System.err.println("written to " + folder + ": " + String.join(", ", files.names()));
        return 0;
    }

    private ComparisonResult read() {
        Path file = Path.of(what);
        if (!what.contains(".") && !java.nio.file.Files.exists(file)) {
            PaperStudies.named(what);
        }
        return ComparisonResult.read(file);
    }
}
