package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.cli.CommandProvider;
import picocli.CommandLine;

class DataCommandTests {

    @TempDir private Path folder;
    private final StringWriter printed = new StringWriter();
    private Exception thrown;

    @Test
    void commandIsFoundByServiceLoader() {
        List<Object> commands =
                ServiceLoader.load(CommandProvider.class).stream()
                        .flatMap(provider -> provider.get().commands().stream())
                        .toList();

        assertThat(commands).singleElement().isInstanceOf(DataCommand.class);
    }

    @Test
    void missingRawFilesAreAUserError() {
        String from = folder.toString();

        run("prepare", "fashion-mini", "--from", from, "--out", from + "/new");
        assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("lacks");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void unknownSetUpIsAUserError() {
        String from = folder.toString();

        run("prepare", "fashion-foundation", "--set-up", "x", "--from", from, "--out", from + "/a");
        assertThat(thrown).isInstanceOf(UserError.class).hasMessageContaining("coarse-to-fine");
    }

    @Test
    void incompleteCommandsShowWhatThereIs() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("prepare")).isEqualTo(2);
        assertThat(run("prepare", "fashion-mini")).isEqualTo(2);
        assertThat(printed.toString())
                .contains("Name the dataset: fashion-mini, fashion-foundation.")
                .contains("Missing required options: '--from=DIR', '--out=DIR'");
    }

    private int run(String... arguments) {
        PrintWriter out = new PrintWriter(printed, true);
        return new CommandLine(new DataCommand())
                .setOut(out)
                .setErr(out)
                .setExecutionExceptionHandler(
                        (e, command, result) -> {
                            thrown = e;
                            return 1;
                        })
                .execute(arguments);
    }
}
