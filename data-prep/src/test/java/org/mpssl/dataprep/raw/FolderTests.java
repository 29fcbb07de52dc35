package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

class FolderTests {

    @TempDir private Path place;
    private Path root;

    @BeforeEach
    void fill() throws IOException {
        root = place.resolve("cars");
        put("images/b.jpg", "bb");
        put("images/a.jpg", "a");
        put("train.txt", "a\n");
        put("images/._a.jpg", "litter");
    }

    @Test
    void aScanListsFilesByPathAndHashesTheLists() throws IOException {
        Scan scan = folder().scan(Read.SILENT);

        assertThat(scan.name()).isEqualTo("cars");
        assertThat(scan.bytes()).isEqualTo(5);
        assertThat(Read.paths(scan)).containsExactly("images/a.jpg", "images/b.jpg", "train.txt");
        assertThat(scan.files().get(2).content()).isEqualTo(bytes("a\n"));
        assertThat(scan.remarks()).isEmpty();
        // printf 'a\n' | sha256sum
        String list = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7";
        assertThat(scan.sha256())
                .isEqualTo(
                        Sha256.of(
                                bytes(
                                        "images/a.jpg 1\nimages/b.jpg 2\ntrain.txt 2 "
                                                + list
                                                + "\n")));
    }

    @Test
    void progressCountsFiles() {
        List<String> heard = new ArrayList<>();

        folder().scan((done, total, detail) -> heard.add(done + "/" + total + " " + detail));

        assertThat(heard)
                .containsExactly("1/3 files of cars", "2/3 files of cars", "3/3 files of cars");
    }

    @Test
    void imagesAreHandedOverSorted() {
        List<String> seen = new ArrayList<>();

        folder().read(
                        path -> path.endsWith(".jpg"),
                        (path, content) -> seen.add(path + content.length));

        assertThat(seen).containsExactly("images/a.jpg1", "images/b.jpg2");
    }

    @Test
    void linksBelowItAreNotFollowedAndRemarkedOn() throws IOException {
        Path outside = Files.createDirectories(place.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(root.resolve("more"), outside);
        Files.createSymbolicLink(root.resolve("one.txt"), outside.resolve("secret.txt"));

        Scan scan = folder().scan(Read.SILENT);

        assertThat(Read.paths(scan)).containsExactly("images/a.jpg", "images/b.jpg", "train.txt");
        assertThat(scan.remarks())
                .singleElement()
                .asString()
                .startsWith("cars has 2 links, the first is more; they are not followed")
                .doesNotContain(place.toString());
    }

    @Test
    void namesOfMoreThanOneLineAreRefused() throws IOException {
        // What macOS puts into a folder with a picture of its own.
        put("images/Icon\r", "litter");
        assertThat(folder().scan(Read.SILENT).files()).hasSize(3);

        put("images/a\nb.jpg", "ab");
        assertThatThrownBy(() -> folder().scan(Read.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("images/a?b.jpg below ")
                .hasMessageContaining("has a control character in its name")
                .hasMessageEndingWith("Rename it.");
    }

    @Test
    void aLinkThatIsNamedIsFollowed() throws IOException {
        Path link = Files.createSymbolicLink(place.resolve("link"), root);

        Scan scan = RawSources.find(List.of(link)).get(0).scan(Read.SILENT);

        assertThat(scan.name()).isEqualTo("link");
        assertThat(scan.files()).hasSize(3);
    }

    @Test
    void tooManyFilesAreRefused() {
        Folder folder = new Folder(root, Set.of(), new Limits(1, 2, 9, 9, 9, 9, 9, 9));

        assertThatThrownBy(() -> folder.scan(Read.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has more than 2 files. Name the folder");
    }

    @Test
    void aTooLongFileIsRefusedWhenItIsRead() throws IOException {
        Folder folder = new Folder(root, Set.of(), new Limits(9, 9, 1, 1, 9, 9, 9, 9));

        assertThatThrownBy(() -> Read.all(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("b.jpg has 2 bytes; a file may have 1");
    }

    @Test
    void aFileThatVanishesIsNamed() {
        assertThatThrownBy(
                        () ->
                                folder().read(
                                                path -> true,
                                                (path, content) -> delete("images/b.jpg")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("b.jpg is gone. Leave the raw files in place");
    }

    private Folder folder() {
        return new Folder(root, Set.of(), Limits.USUAL);
    }

    private void put(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void delete(String name) {
        try {
            Files.deleteIfExists(root.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
