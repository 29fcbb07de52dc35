package org.mpssl.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import org.mpssl.UserError;

/** Chooses the device that a run computes on. */
public final class Devices {

    private Devices() {}

    /**
     * Returns the device that {@code WORKBENCH_DEVICE} names, the CPU if it names none.
     *
     * @return the device
     * @throws UserError if the value is unknown or asks for a GPU that is not usable
     */
    public static Device chosen() {
        String name = System.getenv("WORKBENCH_DEVICE");
        return named(name == null || name.isBlank() ? "cpu" : name);
    }

    /**
     * Returns a device by name.
     *
     * @param name {@code cpu} or {@code gpu}
     * @return the device
     * @throws UserError if the name is unknown or asks for a GPU that is not usable
     */
    public static Device named(String name) {
        return switch (name) {
            case "cpu" -> Device.cpu();
            case "gpu" -> gpu();
            default -> throw new UserError("unknown device '" + name + "': use cpu or gpu");
        };
    }

    private static Device gpu() {
        if (engine().getGpuCount() == 0) {
            throw new UserError(
                    "a GPU was asked for and none is usable. The engine counts NVIDIA GPUs through"
                            + " the CUDA runtime: check that nvidia-smi lists the card, that a"
                            + " libcudart.so of CUDA 12.1 or newer is on LD_LIBRARY_PATH (a driver"
                            + " alone is not enough), and that the library was built with the GPU"
                            + " natives (WORKBENCH_GPU=1 ./workbench doctor --gpu)");
        }
        if (!engine().hasCapability(ai.djl.engine.StandardCapabilities.CUDA)) {
            throw new UserError(
                    "a GPU was found, but the CPU natives are loaded: build with WORKBENCH_GPU=1"
                            + " and check with ./workbench doctor --gpu");
        }
        return Device.gpu();
    }

    /**
     * Returns the engine, started.
     *
     * @return the PyTorch engine
     * @throws UserError if its natives are missing
     */
    public static Engine engine() {
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            throw new UserError(
                    "the PyTorch natives could not be loaded ("
                            + e.getMessage()
                            + "): run ./workbench doctor",
                    e);
        }
    }
}
