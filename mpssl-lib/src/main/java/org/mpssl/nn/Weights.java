package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Layout;

/** The tensors of a network, one after the other: name, shape, and how the initial values come. */
final class Weights {

    private interface Initial {
        float[] values(int size, RandomStream random);
    }

    private record Tensor(Shape shape, Initial initial) {

        NDArray draw(Workspace workspace, RandomStream random) {
            int size = Math.toIntExact(shape.size());
            return workspace.array(initial.values(size, random), shape);
        }
    }

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Adds a normal tensor with a standard deviation. */
    Weights normal(String name, double deviation, long... shape) {
        return each(name, shape, random -> random.nextGaussian() * deviation);
    }

    /** Adds a tensor uniform between -bound and bound. */
    Weights uniform(String name, double bound, long... shape) {
        return each(name, shape, random -> (2 * random.nextDouble() - 1) * bound);
    }

    /** Adds a constant tensor. */
    Weights constant(String name, double value, long... shape) {
        return each(name, shape, random -> value);
    }

    /** Adds an affine map as PyTorch's Linear starts: everything uniform in +-1/sqrt(inputs). */
    Weights linear(String name, long inputs, long outputs) {
        double bound = 1 / Math.sqrt((double) inputs);
        return uniform(name + ".weight", bound, outputs, inputs)
                .uniform(name + ".bias", bound, outputs);
    }

    /** Adds a tensor whose first axis, against all others, has orthonormal rows or columns. */
    Weights orthogonal(String name, long... shape) {
        return put(
                name,
                shape,
                (size, random) -> {
                    int rows = (int) shape[0];
                    return Orthogonal.matrix(rows, size / rows, random);
                });
    }

    private Weights each(String name, long[] shape, ToDoubleFunction<RandomStream> value) {
        return put(
                name,
                shape,
                (size, random) -> {
                    float[] values = new float[size];
                    for (int i = 0; i < size; i++) {
                        values[i] = (float) value.applyAsDouble(random);
                    }
                    return values;
                });
    }

    private Weights put(String name, long[] shape, Initial initial) {
        tensors.put(name, new Tensor(new Shape(shape), initial));
        return this;
    }

    /** Makes the tensors, with values drawn in the order in which they were added. */
    Parameters draw(Workspace workspace, RandomStream random) {
        Map<String, NDArray> drawn = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> drawn.put(name, tensor.draw(workspace, random)));
        return Parameters.of(drawn);
    }

    /** Makes tensors that are all constant. */
    Parameters fill(Workspace workspace) {
        return draw(workspace, null);
    }

    /** Returns names and shapes, for which nothing is drawn. */
    Layout layout() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return new Layout(shapes);
    }
}
