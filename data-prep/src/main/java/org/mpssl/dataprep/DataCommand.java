package org.mpssl.dataprep;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command group {@code data}. */
@Command(
        name = "data",
        description = "Datasets: what there is, prepared ones of raw files, splits.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            InfoCommand.class,
            PrepareCommand.class,
            VerifyCommand.class,
            SplitCommand.class,
            FabricateCommand.class
        })
final class DataCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a subcommand: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
