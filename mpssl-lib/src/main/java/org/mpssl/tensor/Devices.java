package org.mpssl.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mpssl.UserError;

/** Chooses the device that a run computes on. */
public final class Devices {

    private Devices() {}

    /**
     * Returns the GPU if {@code WORKBENCH_GPU} is 1, else the CPU.
     *
     * @return the device
     * @throws UserError if a GPU is asked for and not usable
     */
    public static Device chosen() {
        return named("1".equals(System.getenv("WORKBENCH_GPU")) ? "gpu" : "cpu");
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
        missingForGpu()
                .ifPresent(
                        missing -> {
                            throw new UserError(
                                    "a GPU was asked for and none is usable: " + missing);
                        });
        return Device.gpu();
    }

    /**
     * Returns what a GPU lacks to be used, the first thing that has to be there first.
     *
     * @return what is missing and how to get it, or nothing if a GPU can be used
     */
    public static Optional<String> missingForGpu() {
        // In this order, because the engine with the GPU's libraries does not start without them.
        if (!Files.exists(Path.of("/proc/driver/nvidia/version"))) {
            return Optional.of("the NVIDIA driver is not loaded; nvidia-smi shows when it is");
        }
        if (!CudaUtils.hasCuda()) {
            return Optional.of(
                    "the driver is there, but a card and the CUDA runtime (libcudart.so, 12.1 or"
                            + " newer) are not found; put the runtime's folder on LD_LIBRARY_PATH");
        }
        if (!engine().hasCapability(StandardCapabilities.CUDA)) {
            return Optional.of(
                    "the CPU build of PyTorch is loaded; WORKBENCH_GPU=1 downloads and uses the"
                            + " CUDA build (2.5 GB)");
        }
        return Optional.empty();
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
