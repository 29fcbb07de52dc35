package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.DatasetManifest.Content;
import org.mpssl.data.DatasetManifest.Part;
import org.mpssl.files.DraftFolder;

/** A dataset that is there already is left as it is only if it is whole. */
class FolderCheckTests {

    private static final long LARGE = 64L << 20;

    @TempDir private Path folder;
    private Trial trial;

    @BeforeEach
    void prepare() {
        trial = new Trial(folder, "chaoyang", 2);
        trial.run();
    }

    @Test
    void whatIsWholeIsLeftAsItIs() {
        trial.run();
        assertThat(trial.said())
                .anySatisfy(line -> assertThat(line).contains("was made of these files before"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.images.u8",
                "test.labels.i32",
                "train.indices.i32",
                "train.files.txt",
                "LICENCE.txt"
            })
    void aChangedByteIsNamedAndWhatToDo(String name) throws IOException {
        Path file = trial.target().resolve(name);
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);

        trial.refused(
                "is damaged: %s has another checksum".formatted(name),
                "Remove %s, and prepare it again.".formatted(trial.target()));
    }

    @Test
    void aMissingFileAndAShorterOneAreNamed() throws IOException {
        Files.delete(trial.target().resolve("train.labels.i32"));
        Files.write(trial.target().resolve("test.labels.i32"), new byte[3]);

        trial.refused("test.labels.i32 has 3 bytes instead of 32; train.labels.i32 is missing");
    }

    @Test
    void whoeverDoesAsTheMessageSaysHasTheDatasetAgain() throws IOException {
        byte[] manifest = Files.readAllBytes(trial.target().resolve("manifest.json"));
        Files.delete(trial.target().resolve("train.labels.i32"));
        trial.refused("Remove %s".formatted(trial.target()));

        DraftFolder.delete(trial.target());
        trial.run();

        assertThat(trial.target().resolve("manifest.json")).hasBinaryContent(manifest);
        assertThat(trial.target().resolve("train.labels.i32")).exists();
    }

    /** Gigabytes of pixels are compared by their size alone, unless every byte is asked for. */
    @Test
    void largePixelsAreHashedByTheFullCheckAlone() throws IOException {
        Path large = folder.resolve("large");
        Files.createDirectory(large);
        try (RandomAccessFile pixels =
                new RandomAccessFile(large.resolve("train.images.u8").toFile(), "rw")) {
            pixels.setLength(LARGE);
        }
        Files.write(large.resolve("train.labels.i32"), new byte[0]);
        Files.write(large.resolve("train.indices.i32"), new byte[0]);
        DatasetManifest manifest = manifest();

        assertThatCode(() -> FolderCheck.quick(large).requireWhole(manifest))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> FolderCheck.full(large).requireWhole(manifest))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is damaged: train.images.u8 has another checksum");
    }

    /** The checksum of no bytes is the one that every table of SHA-256 gives. */
    private static DatasetManifest manifest() {
        Content empty =
                new Content(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        TreeMap<String, Content> files = new TreeMap<>();
        files.put("train.images.u8", new Content(LARGE, "0".repeat(64)));
        files.put("train.labels.i32", empty);
        files.put("train.indices.i32", empty);
        TreeMap<String, Part> parts = new TreeMap<>();
        parts.put("train", new Part(0, List.of(0), "train.files.txt"));
        return new DatasetManifest(
                1, "a", "", 8, 8, 3, List.of("a"), parts, files, new TreeMap<>(), "", "", "");
    }
}
