package org.mpssl.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what this workbench runs on. */
@Command(
        name = "doctor",
        description = "Says what is installed, what is missing, and how to get it.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--gpu", description = "Fail unless a GPU can be used.")
    private boolean gpu;

    @Override
    public Integer call() throws IOException {
        Home home = Home.find();
        Engine engine = Engine.getInstance();
        line("Workbench", Versions.workbench());
        line("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        line("DJL", Engine.getDjlVersion());
        line("PyTorch", engine.getVersion() + " (libtorch)");
        line("Natives", natives());
        line("Jupyter", Files.isExecutable(home.python()) ? "" + home.python() : "not set up");
        line("Cores", "" + Runtime.getRuntime().availableProcessors());
        String missing = missingForGpu(engine);
        line("GPU", missing == null ? engine.getGpuCount() + " found" : "none usable");
        boolean wanted = gpu || "gpu".equals(System.getenv("WORKBENCH_DEVICE"));
        if (wanted && missing != null) {
            throw new UserError(missing);
        }
        try (NDManager manager = NDManager.newBaseManager(wanted ? Device.gpu() : Device.cpu())) {
            line("Check", "1 + 1 = " + manager.create(1f).add(1f).getFloat());
        }
        return 0;
    }

    private static void line(String name, String value) {
        System.out.printf("%-10s %s%n", name, value);
    }

    private static String natives() {
        String folder = System.getenv("DJL_CACHE_DIR");
        return folder != null && Files.isDirectory(Path.of(folder).resolve("pytorch"))
                ? folder
                : "not unpacked yet";
    }

    // The four things a GPU needs, in the order in which they are missed. Null if none is missing.
    private static String missingForGpu(Engine engine) {
        boolean driver = Files.exists(Path.of("/proc/driver/nvidia/version"));
        if (!driver) {
            return "No GPU: the NVIDIA driver is not loaded (/proc/driver/nvidia is missing). Install the driver,"
                    + " or run without WORKBENCH_GPU and --gpu.";
        }
        if (!CudaUtils.hasCuda()) {
            return "No GPU: the driver is there, but the CUDA runtime (libcudart.so, 12.1 or newer) is not found."
                    + " Put its folder on LD_LIBRARY_PATH.";
        }
        if (engine.getGpuCount() == 0) {
            return "No GPU: the CPU build of PyTorch is loaded. Start with WORKBENCH_GPU=1, which downloads the CUDA"
                    + " build (2.5 GB), and with libcudart.so 12.1 or newer.";
        }
        return null;
    }
}
