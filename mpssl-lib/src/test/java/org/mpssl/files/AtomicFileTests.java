package org.mpssl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTests {

    @TempDir private Path folder;

    @Test
    void makesTheFoldersAboveAndLeavesTheFileAlone() throws IOException {
        Path file = folder.resolve("deep/er/file");

        AtomicFile.write(file, "one\n");
        AtomicFile.write(file, "two\n");

        assertThat(file).hasContent("two\n");
        assertThat(file.getParent().toFile().list()).containsExactly("file");
    }

    @Test
    void whatFailsHalfwayLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");

        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        out -> {
                                            out.write('n');
                                            throw new IOException("full");
                                        }))
                .hasMessage("full");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void aFolderMayBeALink() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        AtomicFile.write(link.resolve("file"), "text");

        assertThat(real.resolve("file")).hasContent("text");
    }

    @Test
    void anInterruptedThreadStillWrites() throws IOException {
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(folder.resolve("file"), "text");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("file")).hasContent("text");
    }
}
