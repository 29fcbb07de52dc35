package org.mpssl.weights.imports;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.mpssl.weights.StoredTensor;

/**
 * A tensor of the file to be made: which stored tensors it comes from, and how. What it will be
 * called and which shape it will have is known before any element is read.
 *
 * @param name its name
 * @param shape its shape
 * @param sources what it is made of
 * @param recipe how, from the sources' arrays in order, which it may change
 * @param bytes the memory that the recipe takes, beside the sources
 */
record Piece(
        String name,
        Shape shape,
        List<StoredTensor> sources,
        Function<List<NDArray>, NDArray> recipe,
        long bytes) {

    /** Returns a stored tensor as it is. */
    static Piece copyOf(StoredTensor tensor) {
        return new Piece(
                tensor.name(), tensor.shape(), List.of(tensor), arrays -> arrays.get(0), 0);
    }

    /** Returns this piece under another name. */
    Piece named(String other) {
        return new Piece(other, shape, sources, recipe, bytes);
    }

    /**
     * Returns this piece with another step at the end. A step may return a view: its memory would
     * go with the source's, so the result is a copy.
     */
    Piece then(Shape result, UnaryOperator<NDArray> step) {
        return new Piece(
                name,
                result,
                sources,
                arrays -> step.apply(recipe.apply(arrays)).duplicate(),
                bytes + 2 * result.size() * elementBytes());
    }

    private int elementBytes() {
        return sources.get(0).type().arrayType().getNumOfBytes();
    }
}
