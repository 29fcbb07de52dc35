package org.mpssl.dataprep.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.data.DatasetManifest;

/** What is left of a dataset without its damaged images. */
class DamageTests {

    @TempDir private Path folder;
    private Trial trial;

    @BeforeEach
    void fabricate() {
        trial = new Trial(folder, "folder", 3).withoutDamaged();
    }

    /** Replaces the images in a folder by no images, and returns how many. */
    private int damage(String inside) throws IOException {
        List<Path> images;
        try (Stream<Path> files = Files.walk(trial.raw().resolve(inside))) {
            images =
                    files.filter(file -> file.getFileName().toString().matches("[^.].*JPEG"))
                            .toList();
        }
        for (Path image : images) {
            Files.write(image, new byte[] {1, 2, 3});
        }
        return images.size();
    }

    @Test
    void aPartWithoutAnyImageIsRefused() throws IOException {
        assertThat(damage("test")).isEqualTo(30);

        trial.refused(
                "Without the damaged images nothing is left of test, 30:",
                "test/class01/class01_1.JPEG: ",
                "and 10 more",
                "Get the files again.");
        assertThat(trial.target()).doesNotExist();
    }

    @Test
    void classesThatLoseAllTheirTrainingImagesAreNamed() throws IOException {
        assertThat(damage("train/class02") + damage("train/class07")).isEqualTo(6);
        Files.write(trial.raw().resolve("train/class01/class01_1.JPEG"), new byte[1]);
        damage("test/class05");

        DatasetManifest made = trial.run();

        assertThat(made.description())
                .contains("10 damaged images were left out.")
                .contains("No training image is left of class02, class07.");
        assertThat(trial.said()).contains("No training image is left of class02, class07.");
        assertThat(made.parts().get("train").perClass())
                .containsExactly(2, 0, 3, 3, 3, 3, 0, 3, 3, 3);
    }

    @Test
    void classesThatKeepAnImageAreNotNamed() throws IOException {
        Files.write(trial.raw().resolve("train/class01/class01_1.JPEG"), new byte[1]);

        assertThat(trial.run().description())
                .contains("1 damaged images were left out.")
                .doesNotContain("is left of");
    }
}
