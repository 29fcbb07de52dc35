package org.mpssl.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Arrays of Java's numbers that a graph may keep.
 *
 * <p>What {@code NDManager.create} makes of them on the CPU is no more than a view of Java's
 * memory, which goes with the handle. A recorded graph keeps the array beyond its handle, and would
 * read in the backward pass what has become of that memory meanwhile.
 */
public final class OwnedArrays {

    private OwnedArrays() {}

    /**
     * Makes an array in the engine's own memory.
     *
     * @param manager owns it
     * @param values the values, row by row
     * @param shape the shape
     * @param type {@code FLOAT32} or {@code FLOAT64}
     * @return the array
     */
    public static NDArray of(NDManager manager, float[] values, Shape shape, DataType type) {
        return owned(manager.create(values, shape), type);
    }

    /**
     * Makes an array in the engine's own memory.
     *
     * @param manager owns it
     * @param values the values, row by row
     * @param shape the shape
     * @param type {@code FLOAT32} or {@code FLOAT64}
     * @return the array
     */
    public static NDArray of(NDManager manager, double[] values, Shape shape, DataType type) {
        return owned(manager.create(values, shape), type);
    }

    /**
     * Makes an array of indices in the engine's own memory.
     *
     * @param manager owns it
     * @param values the values, row by row
     * @param shape the shape
     * @return an int64 array
     */
    public static NDArray of(NDManager manager, long[] values, Shape shape) {
        return owned(manager.create(values, shape), DataType.INT64);
    }

    private static NDArray owned(NDArray view, DataType type) {
        try (view) {
            // A conversion is a copy, but one to the same type is not.
            return view.getDataType() == type ? view.duplicate() : view.toType(type, false);
        }
    }
}
