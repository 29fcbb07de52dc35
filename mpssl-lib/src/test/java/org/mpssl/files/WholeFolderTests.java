package org.mpssl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class WholeFolderTests {

    @TempDir private Path parent;

    private static void fill(Path draft) throws IOException {
        Files.writeString(draft.resolve("a"), "new");
    }

    private List<String> files(Path folder) throws IOException {
        try (var inside = Files.list(folder)) {
            return inside.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFolderIsThereWhenItIsWhole() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("data"));
        WholeFolder.make(
                folder,
                draft -> {
                    fill(draft);
                    assertThat(files(folder)).isEmpty();
                });

        assertThat(files(folder)).containsExactly("a");
        assertThat(files(parent)).containsExactly(".locks", "data");
    }

    @Test
    void whatAKilledProgramHasLeftIsClearedAway() throws IOException {
        Path left = Files.createDirectories(parent.resolve(".data.draft/deep"));
        Files.writeString(left.resolve("half"), "ol");
        WholeFolder.make(parent.resolve("data"), WholeFolderTests::fill);

        assertThat(files(parent.resolve("data"))).containsExactly("a");
        assertThat(files(parent)).containsExactly(".locks", "data");
    }

    @Test
    void aFailureLeavesNothing() throws IOException {
        assertThatThrownBy(
                        () ->
                                WholeFolder.make(
                                        parent.resolve("data"),
                                        draft -> {
                                            fill(draft);
                                            throw new IOException("disk full");
                                        }))
                .hasMessage("disk full");

        assertThat(files(parent)).containsExactly(".locks");
    }

    @Test
    void twoDoNotMakeTheSameFolderAtATime() throws IOException {
        Path folder = parent.resolve("data");
        WholeFolder.make(
                folder,
                draft -> {
                    fill(draft);
                    assertThatThrownBy(() -> WholeFolder.make(folder, WholeFolderTests::fill))
                            .isInstanceOf(UserError.class)
                            .hasMessage(
                                    "Another process is writing %s. Wait until it is done, or stop it."
                                            .formatted(folder));
                });

        assertThat(files(folder)).containsExactly("a");
    }
}
