package org.mpssl.cli;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a GPU can be used, and what is missing if not. */
final class Gpu {
    private Gpu() {}

    /** Returns true if the user asked for a GPU with {@code WORKBENCH_GPU=1}. */
    static boolean wanted() {
        return "gpu".equals(System.getenv("WORKBENCH_DEVICE"));
    }

    /** Returns what is missing and how to get it, in the order in which it is missed. */
    static Optional<String> missing(Engine engine) {
        if (!Files.exists(Path.of("/proc/driver/nvidia/version"))) {
            return Optional.of(
                    "No GPU: the NVIDIA driver is not loaded. Install it, or run without WORKBENCH_GPU and --gpu.");
        }
        if (!CudaUtils.hasCuda()) {
            return Optional.of(
                    "No GPU: the driver is there, but the CUDA runtime (libcudart.so, 12.1 or newer) is not found."
                            + " Put its folder on LD_LIBRARY_PATH.");
        }
        if (engine.getGpuCount() == 0) {
            return Optional.of(
                    "No GPU: the CPU build of PyTorch is loaded. Start with WORKBENCH_GPU=1, which downloads the"
                            + " CUDA build (2.5 GB), and with libcudart.so 12.1 or newer.");
        }
        return Optional.empty();
    }
}
