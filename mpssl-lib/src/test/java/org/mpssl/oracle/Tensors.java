package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;

/** Named tensors on the Java heap: the content of a trace. Names are paths with slashes. */
final class Tensors {

    /**
     * One tensor.
     *
     * @param values its numbers, row by row; doubles hold each of the types exactly
     * @param shape its shape
     * @param type its type in the file
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Tensor(double[] values, Shape shape, DataType type) {

        /** Whether the numbers and the shape are the same, whatever the type in the file. */
        boolean same(Tensor other) {
            return shape.equals(other.shape) && Arrays.equals(values, other.values);
        }
    }

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    Map<String, Tensor> all() {
        return tensors;
    }

    Tensors put(String name, NDArray array) {
        double[] values = array.toType(DataType.FLOAT64, false).toDoubleArray();
        tensors.put(name, new Tensor(values, array.getShape(), array.getDataType()));
        return this;
    }

    Tensors put(String name, Parameters parameters) {
        parameters.forEach(entry -> put(name + "/" + entry.getKey(), entry.getValue()));
        return this;
    }

    Tensors put(String name, Tensors others) {
        others.tensors.forEach((key, tensor) -> tensors.put(name + "/" + key, tensor));
        return this;
    }

    Tensors put(String name, double number) {
        tensors.put(name, new Tensor(new double[] {number}, new Shape(), DataType.FLOAT64));
        return this;
    }

    Tensors put(String name, double[] values, Shape shape) {
        tensors.put(name, new Tensor(values, shape, DataType.FLOAT64));
        return this;
    }

    Tensors put(String name, float[] values, Shape shape) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        tensors.put(name, new Tensor(doubles, shape, DataType.FLOAT32));
        return this;
    }

    Tensors put(String name, int[] values, Shape shape) {
        double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
        tensors.put(name, new Tensor(doubles, shape, DataType.INT32));
        return this;
    }

    Tensors put(String name, int[] values) {
        return put(name, values, new Shape(values.length));
    }

    Tensors put(String name, byte[] values, Shape shape) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i] & 0xFF);
        tensors.put(name, new Tensor(doubles, shape, DataType.UINT8));
        return this;
    }

    /** Adds one number per item. */
    <T> Tensors put(String name, Collection<T> items, ToDoubleFunction<T> number) {
        double[] values = items.stream().mapToDouble(number).toArray();
        return put(name, values, new Shape(values.length));
    }

    /** Returns the tensors whose names start with a folder, without it. */
    Tensors under(String folder) {
        Tensors result = new Tensors();
        tensors.forEach(
                (name, tensor) -> {
                    if (name.startsWith(folder + "/")) {
                        result.tensors.put(name.substring(folder.length() + 1), tensor);
                    }
                });
        return result;
    }

    Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no " + name + " in " + tensors.keySet());
        }
        return tensor;
    }

    double number(String name) {
        return get(name).values()[0];
    }

    int[] integers(String name) {
        return Arrays.stream(get(name).values()).mapToInt(value -> (int) value).toArray();
    }

    float[] floats(String name) {
        double[] values = get(name).values();
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    byte[] bytes(String name) {
        int[] values = integers(name);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Returns an array of the step's type. */
    NDArray array(Step step, String name) {
        return step.array(get(name).values(), get(name).shape());
    }

    /** Returns class indices, int64. */
    NDArray indices(Step step, String name) {
        return step.indices(integers(name));
    }

    /** Returns the parameters in a folder, as lasting arrays of a workspace's type. */
    Parameters parameters(Workspace workspace, String folder) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        Tensors found = under(folder);
        found.tensors.forEach(
                (name, tensor) ->
                        arrays.put(name, workspace.array(found.floats(name), tensor.shape())));
        return Parameters.of(arrays);
    }

    static Tensors read(byte[] content, String name) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Tensors result = new Tensors();
            Safetensors.read(content, name, manager)
                    .forEach(entry -> result.put(entry.getKey(), entry.getValue()));
            return result;
        }
    }

    void write(Path file, Map<String, String> metadata) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> arrays.put(name, array(manager, tensor)));
            Safetensors.write(file, Parameters.of(arrays), metadata);
        }
    }

    private static NDArray array(NDManager manager, Tensor tensor) {
        if (tensor.type() != DataType.UINT8) {
            return manager.create(tensor.values(), tensor.shape()).toType(tensor.type(), false);
        }
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(tensor.values().length).order(ByteOrder.nativeOrder());
        for (double value : tensor.values()) {
            bytes.put((byte) (int) value);
        }
        return manager.create(bytes.flip(), tensor.shape(), DataType.UINT8);
    }
}
