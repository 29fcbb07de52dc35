package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class NotebookNamesTests {

    @TempDir private Path folder;
    private Path first;
    private Path fourth;
    private Path solutions;
    private NotebookNames names;

    @BeforeEach
    void fill() throws IOException {
        first = file("00-start-here.ipynb");
        fourth = file("04-latent-meta-optimisation.ipynb");
        solutions = file("exercises/solutions/04-latent-meta-optimisation.ipynb");
        file(".ipynb_checkpoints/00-start-here-checkpoint.ipynb");
        file("...ipynb");
        file("README.md");
        names = new NotebookNames(folder);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    @Test
    void withoutNamesItIsEveryNotebookInOrderButNoBackup() throws IOException {
        assertThat(names.choose(List.of())).containsExactly(first, fourth, solutions);
    }

    @Test
    void aNumberIsANotebookAndItsSolutions() throws IOException {
        assertThat(names.choose(List.of("04"))).containsExactly(fourth, solutions);
    }

    @Test
    void aFolderBeforeTheNumberIsTheSolutionsAlone() throws IOException {
        assertThat(names.choose(List.of("solutions/04"))).containsExactly(solutions);
        assertThat(names.choose(List.of("exercises"))).containsExactly(solutions);
    }

    @Test
    void aFileIsItselfWhereverItLies() throws IOException {
        assertThat(names.choose(List.of("" + fourth, "04-latent", "00")))
                .containsExactly(fourth, solutions, first);
    }

    @Test
    void theWholeNameWithItsEndingWillDo() throws IOException {
        assertThat(names.choose(List.of("00-start-here.ipynb"))).containsExactly(first);
    }

    @Test
    void anUnknownNameIsAMistakeAndTheNamesThereAreAreTold() {
        assertThatThrownBy(() -> names.choose(List.of("00", "4")))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "There is no notebook '4'. There are: 00-start-here,"
                                + " 04-latent-meta-optimisation,"
                                + " exercises/solutions/04-latent-meta-optimisation.");
        assertThatThrownBy(() -> names.choose(List.of(" "))).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> names.choose(List.of("" + folder.resolve("...ipynb"))))
                .isInstanceOf(UserError.class);
    }

    @Test
    void aNotebookIsCalledByItsPathBelowTheFolder() {
        assertThat(names.title(solutions))
                .isEqualTo("exercises/solutions/04-latent-meta-optimisation");
        assertThat(names.title(Path.of("/elsewhere/trial.ipynb"))).isEqualTo("trial");
    }
}
