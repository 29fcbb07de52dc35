package org.mpssl.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * The arrays that outlive a step (weights, optimiser state, data), and the place where steps start.
 *
 * <p>Once everything persistent is made, {@link #seal} caps the manager for good: an operation that
 * would leave its result here, which is how training loops leak, throws instead. A workspace
 * belongs to one thread at a time.
 */
public final class Workspace implements AutoCloseable {

    private final NDManager root;
    private final Bridge bridge;
    private final DataType type;
    private final Recorder recorder;

    private Workspace(NDManager root, DataType type, Recorder recorder) {
        this.root = root;
        this.type = type;
        this.recorder = recorder;
        this.bridge = new Bridge(root);
    }

    /**
     * Opens a workspace.
     *
     * @param device where to compute
     * @param type {@link DataType#FLOAT32} or {@link DataType#FLOAT64}, of every weight and image
     * @return the workspace
     */
    public static Workspace open(Device device, DataType type) {
        return open(device, type, Recorder.NONE);
    }

    /**
     * Opens a workspace whose steps are recorded.
     *
     * @param device where to compute
     * @param type {@link DataType#FLOAT32} or {@link DataType#FLOAT64}, of every weight and image
     * @param recorder is shown what its steps draw and compute
     * @return the workspace
     */
    public static Workspace open(Device device, DataType type, Recorder recorder) {
        if (type != DataType.FLOAT32 && type != DataType.FLOAT64) {
            throw new IllegalArgumentException("the data type must be float32 or float64: " + type);
        }
        Devices.engine();
        try (GradientMode off = GradientMode.off()) {
            return new Workspace(NDManager.newBaseManager(device, "PyTorch"), type, recorder);
        }
    }

    /** Opens a float32 workspace on the device that {@link Devices#chosen} names. */
    public static Workspace open() {
        return open(Devices.chosen(), DataType.FLOAT32);
    }

    /** Returns the manager of the persistent arrays. */
    public NDManager manager() {
        return root;
    }

    /** Returns the data type of weights and images. */
    public DataType type() {
        return type;
    }

    /**
     * Makes a persistent array of this workspace's type.
     *
     * @param values the values, row by row
     * @param shape the shape
     * @return the array
     */
    public NDArray array(float[] values, Shape shape) {
        NDArray array = root.create(values, shape);
        if (type == DataType.FLOAT32) {
            return array;
        }
        try (array) {
            return array.toType(type, false);
        }
    }

    /**
     * Copies parameters of any workspace, file or data type into this one.
     *
     * @param source the parameters
     * @return copies that last as long as this workspace
     */
    public Parameters adopt(Parameters source) {
        return source.map(
                array -> {
                    try (NDManager passing = root.newSubManager()) {
                        // A conversion to the same type shares the memory it comes from: clone.
                        NDArray copy =
                                passing.create(
                                                array.toByteBuffer(),
                                                array.getShape(),
                                                array.getDataType())
                                        .toType(type, false)
                                        .duplicate();
                        copy.attach(root);
                        return copy;
                    }
                });
    }

    /** Caps the manager of the persistent arrays, for good. */
    public Workspace seal() {
        root.cap();
        return this;
    }

    /** Starts a step: a scope whose arrays end with it. */
    public Step step() {
        return new Step(root.newSubManager(), bridge, type, recorder);
    }

    @Override
    public void close() {
        root.close();
    }
}
