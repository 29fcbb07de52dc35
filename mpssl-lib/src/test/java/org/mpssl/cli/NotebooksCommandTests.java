package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebooksCommandTests {

    @TempDir private Path folder;

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void findsNotebooksInOrderButNotTheirBackups() throws IOException {
        Path second = file("datasets/01-birds.ipynb", "{}");
        Path first = file("00-start-here.ipynb", "{}");
        file(".ipynb_checkpoints/00-start-here-checkpoint.ipynb", "{}");
        file("README.md", "");

        assertThat(NotebooksCommand.notebooks(folder)).containsExactly(first, second);
    }

    @Test
    void readsWhichCodeTheOutputsAreOf() throws IOException {
        assertThat(
                        NotebooksCommand.sources(
                                file("a.ipynb", "{\"metadata\":{\"executed_sources\":\"ab\"}}")))
                .isEqualTo("ab");
        assertThat(NotebooksCommand.sources(file("b.ipynb", "{\"metadata\":{}}"))).isEmpty();
    }
}
