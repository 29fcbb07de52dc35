package org.mpssl.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The scope of one training step, or of a stage of it: arrays made in it end with it, and
 * derivatives are taken through it.
 *
 * <p>Derivatives are results, never a state of an array: nothing persistent ever requires
 * gradients. A function that differentiates starts from leaves ({@link #leaf}, {@link #leaves}) and
 * asks for the gradient with respect to just these.
 */
public final class Step implements AutoCloseable {

    private final NDManager manager;
    private final Bridge bridge;
    private final DataType type;
    private final Recorder recorder;

    Step(NDManager manager, Bridge bridge, DataType type, Recorder recorder) {
        this.manager = manager;
        this.bridge = bridge;
        this.type = type;
        this.recorder = recorder;
    }

    /** Returns the manager of this scope. */
    public NDManager manager() {
        return manager;
    }

    /** Returns the data type of weights and images. */
    public DataType type() {
        return type;
    }

    /** Opens a stage: a scope inside this one. */
    public Step stage() {
        return new Step(manager.newSubManager(), bridge, type, recorder);
    }

    /**
     * Opens a stage that has a name where the step is recorded.
     *
     * @param name what the paths of all that is recorded in it start with
     * @return the stage
     */
    public Step stage(String name) {
        return new Step(manager.newSubManager(), bridge, type, recorder.in(name));
    }

    /** Returns whether somebody records this step; else there is no need to prepare anything. */
    public boolean isRecorded() {
        return recorder != Recorder.NONE;
    }

    /**
     * Shows an array to whoever records this step.
     *
     * @param name what it is, a path
     * @param array the array
     */
    public void record(String name, NDArray array) {
        recorder.record(name, array);
    }

    /**
     * Shows arrays to whoever records this step.
     *
     * @param name what they are, a path; the name of each follows it
     * @param arrays the arrays
     */
    public void record(String name, Parameters arrays) {
        arrays.forEach(array -> record(name + "/" + array.getKey(), array.getValue()));
    }

    /**
     * Makes an array of the workspace's type in this scope.
     *
     * @param values the values, row by row
     * @param shape the shape
     * @return the array
     */
    public NDArray array(float[] values, Shape shape) {
        return OwnedArrays.of(manager, values, shape, type);
    }

    /**
     * Makes an array of the workspace's type in this scope.
     *
     * @param values the values, row by row
     * @param shape the shape
     * @return the array
     */
    public NDArray array(double[] values, Shape shape) {
        return OwnedArrays.of(manager, values, shape, type);
    }

    /**
     * Makes an array of class indices or positions.
     *
     * @param values the values
     * @return an int64 array, (N)
     */
    public NDArray indices(int[] values) {
        long[] longs = Arrays.stream(values).asLongStream().toArray();
        return OwnedArrays.of(manager, longs, new Shape(longs.length));
    }

    /**
     * Returns another handle of an array, owned by this scope, so that operations on it leave their
     * results here. The memory is shared.
     *
     * @param array an array, usually a persistent one
     * @return the handle
     */
    public NDArray own(NDArray array) {
        return call("handle", new NDList(array)).head();
    }

    /**
     * Returns a differentiable leaf that shares an array's memory.
     *
     * @param array the array
     * @return the leaf, in this scope
     */
    public NDArray leaf(NDArray array) {
        return call("leaf", new NDList(array)).head();
    }

    /**
     * Returns differentiable leaves that share the parameters' memory.
     *
     * @param parameters the parameters
     * @return the leaves, in this scope
     */
    public Parameters leaves(Parameters parameters) {
        return parameters.with(call("leaf", parameters.arrays()));
    }

    /**
     * Differentiates a loss and frees its graph; an input that the loss does not depend on has
     * gradient zero.
     *
     * @param loss a scalar
     * @param inputs leaves
     * @return the gradients, under the inputs' names
     */
    public Parameters gradients(NDArray loss, Parameters inputs) {
        return inputs.with(call("grad", new NDList(loss), inputs.arrays()));
    }

    /**
     * As {@link #gradients(NDArray, Parameters)}, for one input.
     *
     * @param loss a scalar
     * @param input a leaf
     * @return the gradient
     */
    public NDArray gradient(NDArray loss, NDArray input) {
        return call("grad", new NDList(loss), new NDList(input)).head();
    }

    /**
     * Differentiates a loss and keeps its graph for another derivative of the same loss.
     *
     * @param loss a scalar
     * @param inputs leaves
     * @return the gradients, under the inputs' names
     */
    public Parameters gradientsRetainingGraph(NDArray loss, Parameters inputs) {
        return inputs.with(call("grad_retain", new NDList(loss), inputs.arrays()));
    }

    /**
     * Differentiates a loss into gradients that can be differentiated themselves.
     *
     * @param loss a scalar
     * @param inputs leaves
     * @return the gradients with their graph, under the inputs' names
     */
    public Parameters differentiableGradients(NDArray loss, Parameters inputs) {
        return inputs.with(call("grad_graph", new NDList(loss), inputs.arrays()));
    }

    /**
     * Returns the vector-Jacobian product: the gradient of the sum of {@code <outputs, seeds>} with
     * respect to one array.
     *
     * @param outputs differentiable arrays
     * @param seeds arrays of the outputs' shapes, under the same names
     * @param input a leaf
     * @return the gradient
     */
    public NDArray vectorJacobian(Parameters outputs, Parameters seeds, NDArray input) {
        NDList ordered = seeds.arrays(outputs.names());
        return call("vjp", outputs.arrays(), new NDList(input), ordered).head();
    }

    /**
     * Returns the vector-Jacobian product of one output: the gradient of {@code <output, seed>}.
     *
     * @param output a differentiable array
     * @param seed an array of the output's shape
     * @param inputs leaves
     * @return the gradients, under the inputs' names
     */
    public Parameters vectorJacobian(NDArray output, NDArray seed, Parameters inputs) {
        return inputs.with(call("vjp", new NDList(output), inputs.arrays(), new NDList(seed)));
    }

    /**
     * Warps images bilinearly; outside an image is zero. Differentiable once.
     *
     * @param images (N, C, H, W)
     * @param affine (N, 2, 3), maps output to input coordinates, both in [-1, 1] over the pixels'
     *     outer edges
     * @return (N, C, H, W)
     */
    public NDArray warp(NDArray images, NDArray affine) {
        return bridge.call(manager, "warp", List.of(), images, affine).singletonOrThrow();
    }

    /**
     * Clamps values to [0, 1]; the gradient passes where a value lies inside or on the edge.
     *
     * @param images any shape
     * @return the same shape
     */
    public NDArray clampToUnit(NDArray images) {
        return bridge.call(manager, "clamp_unit", List.of(), images).singletonOrThrow();
    }

    /**
     * Equalizes histograms of 256 grey levels, as PIL does: a lookup, constant in the input.
     *
     * @param rows (R, pixels) in [0, 1]; every row has a histogram of its own
     * @return (R, pixels); a row that is flat or has fewer than 256 pixels stays as it is
     */
    public NDArray equalize(NDArray rows) {
        return bridge.call(manager, "equalize", List.of(), rows).singletonOrThrow();
    }

    /**
     * Returns copies in the channels-last memory format.
     *
     * @param images 4-d arrays
     * @return the same values in the other format
     */
    public NDArray channelsLast(NDArray images) {
        return call("channels_last", new NDList(images)).head();
    }

    /**
     * Copies values into persistent parameters, in place.
     *
     * @param target what is overwritten
     * @param source arrays for all of the target's names
     */
    public void copy(Parameters target, Parameters source) {
        call("copy", target.arrays(), source.arrays(target.names())).close();
    }

    /**
     * Moves a running average, in place: {@code average = decay * average + (1 - decay) * value}.
     *
     * @param average what is moved
     * @param value arrays for all of the average's names
     * @param decay between 0 and 1
     */
    public void average(Parameters average, Parameters value, double decay) {
        NDList values = value.arrays(average.names());
        update("average", List.of(average.arrays(), values), decay, 1 - decay);
    }

    /** Calls an in-place update of the bridge with numbers. */
    void update(String function, List<NDList> lists, double... numbers) {
        // The script reads the numbers, so they stay on the CPU: else each call would wait.
        try (GradientMode off = GradientMode.off();
                NDManager cpu = manager.newSubManager(Device.cpu())) {
            bridge.call(manager, function, lists, cpu.create(numbers)).close();
        }
    }

    private NDList call(String function, NDList... lists) {
        return bridge.call(manager, function, List.of(lists));
    }

    @Override
    public void close() {
        manager.close();
    }
}
