package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

class ImageFormatTests {

    private final Workspace workspace = Workspace.open(Device.cpu(), DataType.FLOAT32);
    private final Step step = workspace.step();

    @AfterEach
    void close() {
        step.close();
        workspace.close();
    }

    @Test
    void imagesThatFitAreReturnedAsTheyAre() {
        NDArray images = step.manager().ones(new Shape(2, 1, 8, 8));

        assertThat(new ImageFormat(8, 1).fit(images)).isSameAs(images);
    }

    @Test
    void greyImagesAreRepeatedAndResized() {
        NDArray images = step.manager().ones(new Shape(2, 1, 8, 8));

        NDArray fitted = new ImageFormat(12, 3).fit(images);

        assertThat(fitted.getShape()).isEqualTo(new Shape(2, 3, 12, 12));
        assertThat(fitted.min().getFloat()).isEqualTo(fitted.max().getFloat()).isEqualTo(1);
    }

    @Test
    void colourBecomesGreyAsPillowWeighsIt() {
        NDArray red = step.manager().create(new float[] {1, 0, 0}, new Shape(1, 3, 1, 1));

        NDArray grey = new ImageFormat(4, 1).fit(red.repeat(2, 4).repeat(3, 4));

        assertThat(grey.getShape()).isEqualTo(new Shape(1, 1, 4, 4));
        assertThat(grey.toFloatArray()).containsOnly(0.299f);
    }

    @Test
    void imagesOf28PixelsGetABorder() {
        byte[] white = new byte[28 * 28];
        Arrays.fill(white, (byte) 255);
        ImageSet one = new ImageSet(28, 28, 1, white, new int[1], List.of("a"));

        NDArray read = new ImageFormat(32, 1).read(step, one, new int[] {0});

        assertThat(read.getShape()).isEqualTo(new Shape(1, 1, 32, 32));
        assertThat(read.sum().getFloat()).isEqualTo(28 * 28);
        assertThat(read.get("0,0,0:2").sum().getFloat()).isZero();
    }

    @Test
    void otherImagesGetNone() {
        ImageSet one = new ImageSet(2, 2, 3, new byte[12], new int[1], List.of("a"));

        assertThat(new ImageFormat(2, 3).read(step, one, new int[] {0}).getShape())
                .isEqualTo(new Shape(1, 3, 2, 2));
    }
}
