package org.mpssl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ServiceLoader;
import org.mpssl.UserError;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line behind {@code ./workbench}. */
@Command(
        name = "workbench",
        description = "Generative semi-supervised learning with meta-optimised synthetic samples.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        subcommands = {
            RunCommand.class,
            TrainCommand.class,
            TraceCommand.class,
            StudyCommand.class,
            FoundationCommand.class,
            WeightsCommand.class,
            NotebooksCommand.class,
            DoctorCommand.class,
            UnpackNativesCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
public final class Workbench implements Runnable {
    @Spec private CommandSpec spec;

    /** Runs one command and exits with its code: 0 done, 1 failed, 2 not understood. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the command line with all commands, those of other modules included. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Workbench());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            provider.commands().forEach(line::addSubcommand);
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Workbench::report);
        line.setParameterExceptionHandler(Workbench::explain);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int explain(ParameterException mistake, String[] args) {
        CommandLine line = mistake.getCommandLine();
        boolean command =
                mistake instanceof UnmatchedArgumentException
                        && line.getParent() == null
                        && !args[0].startsWith("-");
        PrintWriter err = line.getErr();
        err.println(
                "workbench: " + (command ? "unknown command " + args[0] : mistake.getMessage()));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println(
                command || line.getParent() == null
                        ? "./workbench help lists the commands."
                        : "./"
                                + line.getCommandSpec().qualifiedName(" ")
                                + " --help explains its options.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    // Of a mistake of the user's, or a file that could not be read, the message says enough.
    // Anything else is a bug of ours, and its stack trace is wanted.
    private static int report(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        PrintWriter err = line.getErr();
        boolean ours =
                !(failure instanceof UserError
                        || failure instanceof IOException
                        || failure instanceof UncheckedIOException);
        if (ours || System.getenv("WORKBENCH_DEBUG") != null) {
            failure.printStackTrace(err);
        }
        err.println(
                ours
                        ? "workbench: this is a bug. Please report it, with the lines above and the"
                                + " command, as an issue of the project."
                        : "workbench: " + message(failure));
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Throwable failure) {
        Throwable cause =
                failure instanceof UncheckedIOException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof NoSuchFileException) {
            return "no such file: " + cause.getMessage();
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "the file exists already: " + cause.getMessage();
        }
        String text = cause.getMessage();
        if (text == null || cause instanceof FileSystemException) {
            return cause.getClass().getSimpleName() + (text == null ? "" : ": " + text);
        }
        return text.strip();
    }
}
