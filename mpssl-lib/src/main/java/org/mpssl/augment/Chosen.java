package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.mpssl.tensor.Step;

/**
 * The arguments of an operation, one per image.
 *
 * @param value the operation's value
 * @param x a column of pixels, for operations that happen at a place
 * @param y a row of pixels
 */
@SuppressWarnings("ArrayRecordComponent")
record Chosen(float[] value, int[] x, int[] y) {

    int size() {
        return value.length;
    }

    /** The values, (N, 1, 1, 1). */
    NDArray values(Step step) {
        return step.array(value, new Shape(value.length, 1, 1, 1));
    }

    /** The arguments of some of the images. */
    Chosen rows(int[] rows) {
        float[] values = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = value[rows[i]];
        }
        return new Chosen(
                values,
                Arrays.stream(rows).map(i -> x[i]).toArray(),
                Arrays.stream(rows).map(i -> y[i]).toArray());
    }
}
