package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSetTests {

    private static final int[] ALL = {0, 1};

    /** Two images of 1 x 2 pixels with three channels. */
    private final ImageSet colour =
            new ImageSet(
                    1,
                    2,
                    3,
                    new byte[] {0, 1, 2, 3, 4, 5, (byte) 255, (byte) 254, 0, 0, 0, 0},
                    new int[] {1, 0},
                    List.of("a", "b"));

    @Test
    void batchHasChannelsFirstAndFractions() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray batch = colour.toArray(manager, ALL, DataType.FLOAT32, 0);

            assertThat(batch.getShape()).isEqualTo(new Shape(2, 3, 1, 2));
            assertThat(batch.toFloatArray())
                    .containsExactly(
                            0f,
                            3f / 255,
                            1f / 255,
                            4f / 255,
                            2f / 255,
                            5f / 255,
                            1f,
                            0f,
                            254f / 255,
                            0f,
                            0f,
                            0f);
        }
    }

    @Test
    void paddingSurroundsTheImageWithZeros() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray batch = colour.toArray(manager, new int[] {1}, DataType.FLOAT64, 1);

            assertThat(batch.getShape()).isEqualTo(new Shape(1, 3, 3, 4));
            assertThat(batch.getDataType()).isEqualTo(DataType.FLOAT64);
            double[] expected = new double[36];
            expected[5] = 1;
            expected[12 + 5] = 254 / 255.0;
            assertThat(batch.toDoubleArray()).containsExactly(expected);
        }
    }

    @Test
    void labelsComeAsLongs() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(colour.labelArray(manager, new int[] {0, 1, 0}).toLongArray())
                    .containsExactly(1, 0, 1);
        }
    }

    @Test
    void batchRefusesOtherTypesAndImagesThatAreNotThere() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> colour.toArray(manager, ALL, DataType.INT32, 0))
                    .hasMessageContaining("FLOAT32 or FLOAT64");
            assertThatThrownBy(() -> colour.toArray(manager, new int[] {2}, DataType.FLOAT32, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> colour.toArray(manager, ALL, DataType.FLOAT32, -1))
                    .hasMessageContaining("padding must not be negative");
        }
    }

    @Test
    void selectionKeepsOrderAndRepeats() {
        ImageSet chosen = colour.select(new int[] {1, 0, 1});

        assertThat(chosen.labels()).containsExactly(0, 1, 0);
        assertThat(chosen.pixels(1)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(chosen.pixels(2)).isEqualTo(colour.pixels(1));
    }

    @Test
    void relabelLeavesOutWhatHasNoNewLabel() {
        ImageSet kept = Samples.images(9, 3).relabel(new int[] {1, -1, 0}, List.of("x", "y"));

        assertThat(kept.labels()).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(kept.pixels(1)).isEqualTo(Samples.images(9, 3).pixels(2));
        assertThat(kept.perClass()).containsExactly(3, 3);
        assertThat(kept.byClass(0)).containsExactly(1, 3, 5);
    }

    @Test
    void joinedSetsStandOneAfterTheOther() {
        ImageSet joined = colour.concat(colour.select(new int[] {1}));

        assertThat(joined.labels()).containsExactly(1, 0, 0);
        assertThat(joined.pixels(2)).isEqualTo(colour.pixels(1));
        assertThatThrownBy(() -> colour.concat(Samples.images(2, 2)))
                .hasMessageContaining("cannot join");
    }

    @Test
    void copiesProtectTheSet() {
        colour.pixels()[0] = 9;
        colour.pixels(0)[0] = 9;
        colour.labels()[0] = 0;

        assertThat(colour.pixels(0)[0]).isZero();
        assertThat(colour.label(0)).isEqualTo(1);
    }

    @Test
    void impossibleSetsAreRefused() {
        List<String> one = List.of("a");
        assertThatThrownBy(() -> new ImageSet(1, 1, 1, new byte[2], new int[1], one))
                .hasMessage("1 images 1x1x1 need 1 pixel bytes, there are 2");
        assertThatThrownBy(() -> new ImageSet(1, 1, 1, new byte[1], new int[] {1}, one))
                .hasMessage("label 1 is not one of 0 to 0");
        assertThatThrownBy(() -> new ImageSet(1, 0, 1, new byte[0], new int[0], one))
                .hasMessage("an image needs a pixel, it is 1x0x1");
    }
}
