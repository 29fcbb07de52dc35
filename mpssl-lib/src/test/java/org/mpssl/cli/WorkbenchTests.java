package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.mpssl.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class WorkbenchTests {
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
        assertThat(err.toString()).contains("from 1 to 100, not 0");
    }

    @Test
    void aUsersMistakeHasNoStackTrace() {
        assertThat(failing(new UserError("No seeds: give one."))).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("workbench: No seeds: give one.");
    }

    @Test
    void aMissingFileIsNamed() {
        IOException missing = new NoSuchFileException("spec.json");
        assertThat(failing(new UncheckedIOException(missing))).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("workbench: no such file: spec.json");
    }

    @Test
    void aBugHasAStackTrace() {
        assertThat(failing(new IllegalStateException("impossible"))).isEqualTo(1);
        assertThat(err.toString()).contains("IllegalStateException: impossible", "at org.mpssl");
    }

    @Command(name = "failing")
    private record Failing(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }
}
