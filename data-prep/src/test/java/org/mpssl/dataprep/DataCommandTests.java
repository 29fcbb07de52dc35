package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.cli.CommandProvider;

class DataCommandTests {

    @TempDir private Path folder;
    private final CommandRun command = new CommandRun();

    @Test
    void commandIsFoundByServiceLoader() {
        List<Object> commands =
                ServiceLoader.load(CommandProvider.class).stream()
                        .flatMap(provider -> provider.get().commands().stream())
                        .toList();

        assertThat(commands).hasExactlyElementsOfTypes(DataCommand.class, PredictCommand.class);
    }

    @Test
    void missingRawFilesAreAUserError() {
        String from = folder.toString();

        command.run("prepare", "fashion-mini", "--from", from, "--out", from + "/new");
        assertThat(command.failure()).isInstanceOf(UserError.class).hasMessageContaining("lacks");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void unknownSetUpIsAUserError() {
        String from = folder.toString();

        command.run(
                "prepare",
                "fashion-foundation",
                "--set-up",
                "x",
                "--from",
                from,
                "--out",
                from + "/a");
        assertThat(command.failure())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("coarse-to-fine");
    }

    @Test
    void anOwnCatalogueIsNotOverwritten() throws IOException {
        Path mine = folder.resolve("mine.json");
        assertThat(command.run("list", "--json", mine)).isZero();
        assertThat(mine).content().contains("cars_train.tgz");
        Files.writeString(mine, "edited");

        assertThat(command.run("list", "--json", mine)).isEqualTo(1);
        assertThat(command.failure())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("mine.json exists already and is left as it is");
        assertThat(mine).hasContent("edited");
    }

    @Test
    void incompleteCommandsShowWhatThereIs() {
        assertThat(command.run()).isEqualTo(2);
        assertThat(command.printed())
                .contains("Name a subcommand: list, info, prepare, verify, split, fabricate.");
        assertThat(command.run("prepare")).isEqualTo(2);
        assertThat(command.printed()).contains("Name the dataset: see ./workbench data list.");
        assertThat(command.run("prepare", "fashion-mini")).isEqualTo(2);
        assertThat(command.printed())
                .contains("Missing required options: '--from=DIR', '--out=DIR'");
    }
}
