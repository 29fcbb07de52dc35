package org.mpssl.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftFolderTests {

    @TempDir private Path parent;

    private Path folder(String name, String content) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.writeString(folder.resolve("file"), content);
        return folder;
    }

    @Test
    void theDraftTakesThePlaceOfAllThatWasThere() throws IOException {
        Path target = folder("target", "old");
        Files.writeString(target.resolve("more"), "old");

        DraftFolder.moveInto(folder("draft", "new"), target);

        assertThat(target.resolve("file")).hasContent("new");
        assertThat(target.resolve("more")).doesNotExist();
        assertThat(parent.toFile().list()).containsExactly("target");
    }

    @Test
    void aReplacementThatWasCutShortIsTakenBack() throws IOException {
        folder("target.old", "old");

        DraftFolder.recover(parent.resolve("target"));

        assertThat(parent.resolve("target/file")).hasContent("old");
        assertThat(parent.toFile().list()).containsExactly("target");
    }

    @Test
    void aReplacementThatWasMadeKeepsTheNewFolder() throws IOException {
        folder("target.old", "old");
        folder("target", "new");

        DraftFolder.recover(parent.resolve("target"));

        assertThat(parent.resolve("target/file")).hasContent("new");
        assertThat(parent.toFile().list()).containsExactly("target");
    }
}
