package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SampleGridTests {

    private static BufferedImage draw(SampleGrid grid) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(grid.png()));
    }

    private static boolean contains(BufferedImage image, int rgb, int atLeast) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
            }
        }
        return count >= atLeast;
    }

    @Test
    void pixelsAreEnlargedCrisply() throws IOException {
        Picture picture =
                Picture.ofFloats(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0}, 3, 2, 2);
        BufferedImage image = draw(SampleGrid.of("", List.of(picture), 1));
        int side = 96 / 2;
        assertThat(contains(image, 0xFF0000, side * side)).isTrue();
        assertThat(contains(image, 0x00FF00, side * side)).isTrue();
        assertThat(contains(image, 0x0000FF, side * side)).isTrue();
        assertThat(contains(image, 0x000000, side * side)).isTrue();
        assertThat(image.getRGB(10, 10) & 0xFFFFFF).isEqualTo(0xFF0000);
        assertThat(image.getRGB(10 + side, 10) & 0xFFFFFF).isEqualTo(0x00FF00);
        assertThat(image.getRGB(10, 10 + side) & 0xFFFFFF).isEqualTo(0x0000FF);
    }

    @Test
    void valuesOutsideAreClippedAndGreyIsGrey() throws IOException {
        Picture picture = Picture.ofFloats(new float[] {-1, 2, 0, 1}, 1, 2, 2);
        BufferedImage image = draw(SampleGrid.of("", List.of(picture), 1));
        assertThat(image.getRGB(10, 10) & 0xFFFFFF).isZero();
        assertThat(image.getRGB(10 + 48, 10) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
    }

    @Test
    void largePicturesAreShrunkAndFilesStaySmall() throws IOException {
        float[] noise = new float[70 * 28 * 28];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextInt(3) == 0 ? random.nextFloat() : 0;
        }
        SampleGrid grid = SampleGrid.of("Garments", Picture.all(noise, 70, 1, 28, 28), 10);
        assertThat(grid.png().length).isLessThan(100_000);
        Picture large = Picture.ofBytes(new byte[224 * 224 * 3], 224, 224, 3);
        BufferedImage image = draw(SampleGrid.of("", List.of(large, large), 2));
        assertThat(image.getWidth()).isEqualTo(2 * 96 + 4 + 20);
        assertThat(image.getHeight()).isEqualTo(96 + 20);
    }

    @Test
    void anyLabelIsDrawn() throws IOException {
        Picture picture = Picture.ofFloats(new float[784], 1, 28, 28);
        String wild = "it's <b>a \"very\" long\nlabel\u53EF\u89C6 \\ ".repeat(9);
        SampleGrid grid = SampleGrid.of(wild, wild, "", "a").row(wild, List.of(picture, picture));
        assertThat(draw(grid).getWidth()).isLessThan(1_000);
        assertThat(grid.alt()).contains("2 images in 1 row;");
        assertThat(draw(SampleGrid.of("empty")).getHeight()).isGreaterThan(10);
        assertThat(SampleGrid.of("x").bundle().contents()).containsKeys(Bundle.PNG, Bundle.TEXT);
    }

    @Test
    void sizesAreChecked() {
        assertThatThrownBy(() -> Picture.ofFloats(new float[3], 1, 2, 2))
                .hasMessageContaining("3 values are no picture");
        assertThatThrownBy(() -> Picture.ofBytes(new byte[8], 2, 2, 2))
                .hasMessageContaining("1 or 3 channels");
        assertThatThrownBy(() -> SampleGrid.of("", List.of(), 0)).hasMessageContaining("not 0");
    }

    @Test
    void arraysOfBothLayoutsBecomePictures() throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray floats = manager.ones(new Shape(2, 3, 4, 5));
            List<Picture> pictures = Picture.all(floats);
            assertThat(pictures).hasSize(2);
            assertThat(pictures.get(0).height()).isEqualTo(4);
            assertThat(pictures.get(0).width()).isEqualTo(5);
            assertThat(pictures.get(0).image().getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
            NDArray bytes = manager.zeros(new Shape(2, 4, 5, 1), DataType.UINT8);
            assertThat(Picture.all(bytes).get(1).isGrey()).isTrue();
            assertThat(Picture.all(manager.ones(new Shape(2, 4, 5), DataType.FLOAT64))).hasSize(2);
            assertThatThrownBy(() -> Picture.all(manager.ones(new Shape(2, 4))))
                    .hasMessageContaining("no shape of a batch");

            assertThat(Describe.array(floats).text())
                    .isEqualTo("NDArray float32 (2, 3, 4, 5) on cpu");
            assertThat(Describe.array(manager.create(new float[] {1, 2})).text())
                    .startsWith("NDArray float32 (2) on cpu\n")
                    .contains("1.", "2.");
            floats.close();
            assertThat(Describe.array(floats).text()).isEqualTo("NDArray, closed");
        }
    }
}
