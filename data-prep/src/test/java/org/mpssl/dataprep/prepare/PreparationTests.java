package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.data.DatasetManifest.Content;
import org.mpssl.files.DraftFolder;

/** What a preparation makes sure of beside its files' checksums and numbers. */
class PreparationTests {

    /** 8 images of 16 x 16 x 3 bytes, and a twentieth more. */
    private static final long NEEDED = 6144 + 307;

    @TempDir private Path folder;
    private Trial trial;

    @BeforeEach
    void fabricate() {
        trial = new Trial(folder, "chaoyang", 1);
    }

    @Test
    void aDiskWithTooLittleSpaceIsToldBeforeAnyImageIsRead() {
        List<Path> asked = new ArrayList<>();
        trial.space(
                        disk -> {
                            asked.add(disk);
                            return NEEDED - 1;
                        })
                .whenDecoding(
                        () -> {
                            throw new AssertionError("began to decode");
                        })
                .refused("The prepared images need", "free. Make room", "--size");

        assertThat(asked).containsExactly(folder);
        assertThat(trial.target()).doesNotExist();
    }

    @Test
    void aDiskWithJustEnoughSpaceWillDo() {
        assertThat(trial.space(disk -> NEEDED).run().parts()).containsOnlyKeys("test", "train");
    }

    @Test
    void imagesThatGoWhileTheyAreReadAreMissed() throws IOException {
        Path image = anImage();
        byte[] content = Files.readAllBytes(image);
        trial.whenDecoding(() -> delete(image))
                .refused(
                        "have changed while they were read: 7 images were found and 8 expected",
                        "Run the same command again");
        assertThat(trial.target()).doesNotExist();

        Files.write(image, content);
        SortedMap<String, Content> gone = trial.whenDecoding(() -> {}).run().files();
        assertThat(trial.said()).contains("Going on: 7 images are done.");
        DraftFolder.delete(trial.target());
        assertThat(trial.run().files()).as("of one that was not disturbed").isEqualTo(gone);
    }

    private Path anImage() throws IOException {
        try (Stream<Path> files = Files.walk(trial.raw())) {
            return files.filter(file -> file.toString().endsWith(".JPG")).findFirst().orElseThrow();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
