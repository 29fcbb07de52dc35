package org.mpssl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mpssl.data.SetUp;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonReport;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.Runs;
import org.mpssl.study.StudyProgress;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command group {@code study}: many runs. */
@Command(
        name = "study",
        description = "Runs comparisons over many seeds.",
        mixinStandardHelpOptions = true,
        subcommands = {StudyCommand.Run.class, StudyCommand.Report.class})
final class StudyCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a subcommand: run or report");
    }

    /** All methods of the embedded study over seeds. */
    @Command(
            name = "run",
            description = {
                "Runs every method of the embedded study, two runs at a time.",
                "Finished runs are not repeated: stopped, it goes on where it was."
            },
            mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        private static final int AT_ONCE = 2;

        @Option(
                names = "--set-up",
                defaultValue = "coarse-to-fine",
                description = "coarse-to-fine or disjoint (default: ${DEFAULT-VALUE}).")
        private String setUp;

        @Mixin private ComparisonOptions options;

        @Override
        public Integer call() {
            options.check();
            Comparison comparison =
                    Comparison.of(SetUp.named(setUp).name(), options.seeds(), options.isQuick());
            List<RunSpec> specs = comparison.specs();
            Path folder = Home.find().runs();
            StatusLine line = new StatusLine(System.out);
            List<RunResult> results =
                    new Runs(folder, AT_ONCE, true)
                            .execute(specs, new StudyProgress(specs, line::show));
            line.end();
            ComparisonResult result = ComparisonResult.of(comparison, results);
            System.out.print(ResultTable.of(result));
            System.out.println();
            options.write(result);
            return 0;
        }
    }

    /** The Markdown of a result file. */
    @Command(
            name = "report",
            description = "Prints a result file as Markdown: the table and the paired differences.",
            mixinStandardHelpOptions = true)
    static final class Report implements Callable<Integer> {

        @Parameters(
                paramLabel = "FILE",
                description = "What --json wrote, for example docs/results/coarse-to-fine.json.")
        private Path file;

        @Override
        public Integer call() {
            System.out.print(new ComparisonReport(ComparisonResult.read(file)).markdown());
            return 0;
        }
    }
}
