package org.mpssl.weights.imports;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * A weight as a matrix, its first axis against all others, that is multiplied in double precision.
 *
 * <p>A few rows at a time are brought to doubles: all of them would take twice the memory that the
 * weight takes, or four times what a file in half precision takes for it.
 */
final class WeightMatrix {

    /** As many numbers as are brought to doubles together, unless a row has more. */
    private static final int TOGETHER = 1 << 15;

    private static final int BYTES = 40;

    private final NDArray weight;
    private final boolean channelsLast;
    private final long rows;
    private final long columns;

    /**
     * Looks at a weight.
     *
     * @param channelsLast whether the columns of a kernel (out, in, h, w) are in the order (h, w,
     *     in)
     */
    WeightMatrix(NDArray weight, boolean channelsLast) {
        this.weight = weight;
        this.channelsLast = channelsLast && weight.getShape().dimension() == 4;
        this.rows = weight.getShape().get(0);
        this.columns = weight.size() / rows;
    }

    /** Returns what the vectors take that are made on the way to sigma, for a weight of a shape. */
    static long bytes(Shape shape) {
        return BYTES * (shape.get(0) + shape.size() / shape.get(0));
    }

    /** Returns W v. */
    NDArray times(NDArray v) {
        NDArray product = zeros(rows);
        for (long start = 0; start < rows; start += step()) {
            try (NDManager passing = weight.getManager().newSubManager()) {
                NDArray part = part(start, passing).matMul(v);
                product.set(new NDIndex("{}:{}", start, end(start)), part);
            }
        }
        return product;
    }

    /** Returns W^T u. */
    NDArray transposedTimes(NDArray u) {
        NDArray product = zeros(columns);
        for (long start = 0; start < rows; start += step()) {
            try (NDManager passing = weight.getManager().newSubManager()) {
                NDArray part = part(start, passing).transpose();
                product.addi(part.matMul(u.get(new NDIndex("{}:{}", start, end(start)))));
            }
        }
        return product;
    }

    private NDArray zeros(long length) {
        return weight.getManager().zeros(new Shape(length), DataType.FLOAT64);
    }

    private long step() {
        return Math.max(1, TOGETHER / columns);
    }

    private long end(long start) {
        return Math.min(rows, start + step());
    }

    /** Returns some rows, owned by a manager. */
    private NDArray part(long start, NDManager owner) {
        NDArray some = weight.get(owner, new NDIndex("{}:{}", start, end(start)));
        NDArray ordered = channelsLast ? some.transpose(0, 2, 3, 1) : some;
        return ordered.reshape(-1, columns).toType(DataType.FLOAT64, true);
    }
}
