package org.mpssl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command group {@code study}: many runs. */
@Command(
        name = "study",
        description = "Makes the paper's tables and figures, and comparisons over many seeds.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StudyListCommand.class,
            StudyRunCommand.class,
            StudyStatusCommand.class,
            StudyReportCommand.class
        })
final class StudyCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name a subcommand: list, run, status or report");
    }
}
