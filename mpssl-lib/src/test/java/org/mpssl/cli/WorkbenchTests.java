package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class WorkbenchTests {
    @TempDir private Path folder;
    private final StringWriter err = new StringWriter();

    private int run(CommandLine line, String... arguments) {
        return line.setErr(new PrintWriter(err)).execute(arguments);
    }

    private int failing(Exception failure) {
        return run(Workbench.commandLine().addSubcommand(new Failing(failure)), "failing");
    }

    @Test
    void unknownCommandIsOneLineAndAHint() {
        assertThat(run(Workbench.commandLine(), "rum")).isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown command rum", "workbench run", "./workbench help");
    }

    @Test
    void impossibleSeedsAreRefused() {
        assertThat(run(Workbench.commandLine(), "run", "--seeds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("from 1 to 999, not 0");
    }

    @Test
    void notebooksWithoutAPurposeAreExplained() {
        assertThat(run(Workbench.commandLine(), "notebooks")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--write stores them with their outputs",
                        "--check compares these",
                        "./workbench notebooks --help explains its options.");
    }

    @ParameterizedTest
    @CsvSource({
        "--write --check, mutually exclusive, 2",
        "--write --quick, leave --quick out, 1",
        "--check --jobs=0, 'a number from 1, not 0', 1",
        "--check --tolerance=1, 'from 0 to below 1, not 1.0', 1",
        "--check --tolerance=0.1 --quick, --tolerance is for --check without --quick, 1",
        "--check 77, There is no notebook '77'. There are: 00-start-here, 1"
    })
    void impossibleWishesForNotebooksAreRefused(String options, String message, int code) {
        String[] words = ("notebooks " + options).split(" ");
        assertThat(run(Workbench.commandLine(), words)).isEqualTo(code);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void aUsersMistakeHasNoStackTrace() {
        assertThat(failing(new UserError("No seeds: give one."))).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("workbench: No seeds: give one.");
    }

    @Test
    void everyLineOfAMessageIsShown() {
        assertThat(failing(new UserError("No seeds:\ngive one."))).isEqualTo(1);
        assertThat(err.toString()).contains("workbench: No seeds:\ngive one.");
    }

    @Test
    void aMissingFileIsNamed() {
        IOException missing = new NoSuchFileException("spec.json");
        assertThat(failing(new UncheckedIOException(missing))).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("workbench: no such file: spec.json");
    }

    @Test
    void aBugHasAStackTraceAndAsksToBeReported() {
        assertThat(failing(new IllegalArgumentException("impossible"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("IllegalArgumentException: impossible", "at org.mpssl", "Please report");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --notebook nowhere", "study run --set-up nowhere"})
    void aPlaceForResultsThatIsNoneIsRefusedBeforeAnyTraining(String command) {
        assertThat(run(Workbench.commandLine(), (command + " --json " + folder).split(" ")))
                .isEqualTo(1);
        assertThat(err.toString()).contains(folder + " is a folder: name a file in it");

        Path lost = folder.resolve("nowhere/result.json");
        assertThat(run(Workbench.commandLine(), (command + " --json " + lost).split(" ")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no folder for " + lost);
    }

    @Test
    void quickIsRefusedWhereItMeansNothing() {
        assertThat(
                        run(
                                Workbench.commandLine(),
                                "foundation train-classifier --data x --out y --quick".split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option: '--quick'");
    }

    @ParameterizedTest
    @CsvSource({"'', 2", "--quick, 1", "--seeds=3, 3", "--quick --seeds=3, 3"})
    void seedsAreAsManyAsAsked(String options, int seeds) {
        Compare command = new Compare();
        new CommandLine(command).parseArgs(options.isEmpty() ? new String[0] : options.split(" "));
        assertThat(command.options.seeds()).isEqualTo(seeds);
        assertThat(command.options.isQuick()).isEqualTo(options.contains("--quick"));
    }

    @Command(name = "compare")
    private static final class Compare {
        @Mixin private ComparisonOptions options;
    }

    @Command(name = "failing")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
