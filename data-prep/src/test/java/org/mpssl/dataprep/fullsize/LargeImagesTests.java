package org.mpssl.dataprep.fullsize;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.data.PreparedDataset;

/** A photograph of 20 megapixels takes 60 MB when it is decoded, and its file may be small. */
class LargeImagesTests {

    private static final int WIDTH = 5000;
    private static final int HEIGHT = 4000;
    private static final int PER_CLASS = 4;

    @TempDir private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        BufferedImage flat = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(ImageIO.write(flat, "jpeg", jpeg)).isTrue();
        for (String place : List.of("train/oak", "train/elm", "test/oak", "test/elm")) {
            Path images = Files.createDirectories(folder.resolve("raw").resolve(place));
            for (int i = 0; i < PER_CLASS; i++) {
                Files.write(images.resolve(i + ".jpg"), jpeg.toByteArray());
            }
        }
    }

    private ChildJvm.Outcome prepare(String heap) throws IOException, InterruptedException {
        return ChildJvm.start(
                        List.of("-Xms32m", heap, "-XX:ActiveProcessorCount=16"),
                        "org.mpssl.cli.Workbench",
                        "data",
                        "prepare",
                        "folder",
                        "--from",
                        folder.resolve("raw"),
                        "--root",
                        folder,
                        "--as",
                        "trees",
                        "--size",
                        32)
                .await();
    }

    @Test
    void manyProcessorsDoNotDecodeMoreAtOnceThanTheHeapHolds()
            throws IOException, InterruptedException {
        ChildJvm.Outcome outcome = prepare("-Xmx256m");

        assertThat(outcome.code()).as(outcome.printed()).isZero();
        PreparedDataset made = PreparedDataset.open(folder.resolve("trees"));
        assertThat(made.part("train").size()).isEqualTo(2 * PER_CLASS);
    }

    @Test
    void anImageThatTheHeapDoesNotHoldIsNamedWithTheRemedy()
            throws IOException, InterruptedException {
        ChildJvm.Outcome outcome = prepare("-Xmx48m");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.printed())
                .containsPattern("(train|test)/(oak|elm)/\\d.jpg")
                .contains("WORKBENCH_HEAP=")
                .doesNotContain("OutOfMemoryError")
                .doesNotContain("\tat ");
    }
}
