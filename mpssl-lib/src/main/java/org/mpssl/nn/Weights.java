package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/** Builds the initial weights of a network, tensor by tensor, from one random stream. */
final class Weights {

    private final Workspace workspace;
    private final RandomStream random;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    Weights(Workspace workspace, RandomStream random) {
        this.workspace = workspace;
        this.random = random;
    }

    /** Adds a normal tensor with a standard deviation. */
    Weights normal(String name, double deviation, long... shape) {
        return add(name, shape, () -> random.nextGaussian() * deviation);
    }

    /** Adds a tensor uniform between -bound and bound. */
    Weights uniform(String name, double bound, long... shape) {
        return add(name, shape, () -> (2 * random.nextDouble() - 1) * bound);
    }

    /** Adds a constant tensor. */
    Weights constant(String name, double value, long... shape) {
        return add(name, shape, () -> value);
    }

    /** Adds an affine map as PyTorch's Linear starts: everything uniform in +-1/sqrt(inputs). */
    Weights linear(String name, long inputs, long outputs) {
        double bound = 1 / Math.sqrt((double) inputs);
        return uniform(name + ".weight", bound, outputs, inputs)
                .uniform(name + ".bias", bound, outputs);
    }

    /** Adds a tensor whose first axis, against all others, has orthonormal rows or columns. */
    Weights orthogonal(String name, long... shape) {
        int rows = (int) shape[0];
        int columns = (int) (new Shape(shape).size() / rows);
        float[] values = Orthogonal.matrix(rows, columns, random);
        tensors.put(name, workspace.array(values, new Shape(shape)));
        return this;
    }

    private Weights add(String name, long[] shape, Supplier<Double> value) {
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.get().floatValue();
        }
        tensors.put(name, workspace.array(values, new Shape(shape)));
        return this;
    }

    Parameters build() {
        return Parameters.of(tensors);
    }

    /** Running statistics of normalisation layers: mean 0 and variance 1. */
    static void statistics(
            Map<String, NDArray> into, Workspace workspace, String mean, String variance, long n) {
        NDManager manager = workspace.manager();
        DataType type = workspace.type();
        into.put(mean, manager.zeros(new Shape(n), type));
        into.put(variance, manager.ones(new Shape(n), type));
    }

    @Override
    public String toString() {
        return Arrays.toString(tensors.keySet().toArray());
    }
}
