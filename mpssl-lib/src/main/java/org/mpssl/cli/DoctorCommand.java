package org.mpssl.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.cli.gpu.GpuCheck;
import org.mpssl.tensor.DeviceMemory;
import org.mpssl.tensor.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this workbench runs on. */
@Command(
        name = "doctor",
        description = "Says what is installed, what is missing, and how to get it.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--gpu",
            description =
                    "Compare a step of MP-SSL on the GPU with the CPU's, and measure steps; fail"
                            + " where they differ, and where there is no GPU (docs/gpu.md).")
    private boolean gpu;

    @Override
    public Integer call() throws IOException {
        Home home = Home.find();
        Engine engine = Devices.engine();
        line("Workbench", Versions.workbench());
        line("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
        line("DJL", Engine.getDjlVersion());
        line("PyTorch", engine.getVersion() + " (libtorch)");
        line("Natives", natives());
        line("Jupyter", Files.isExecutable(home.python()) ? "" + home.python() : "not set up");
        line("Cores", "" + Runtime.getRuntime().availableProcessors());
        boolean usable = Devices.missingForGpu().isEmpty();
        line("GPU", usable ? engine.getGpuCount() + " found" : "none usable");
        Device device = gpu ? Devices.named("gpu") : Devices.chosen();
        try (NDManager manager = NDManager.newBaseManager(device)) {
            line("Check", "1 + 1 = " + manager.create(1f).add(1f).getFloat());
        }
        return gpu ? check(device) : 0;
    }

    private int check(Device card) throws IOException {
        line("CUDA", CudaUtils.getCudaVersionString());
        line("Card", card(card));
        System.out.println();
        return new GpuCheck(Device.cpu(), card, spec.commandLine().getOut()).run() ? 0 : 1;
    }

    private static String card(Device card) {
        return "compute capability %s, %,.0f MB"
                .formatted(
                        CudaUtils.getComputeCapability(card.getDeviceId()),
                        new DeviceMemory(card).total().orElse(0) / 1e6);
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
}
