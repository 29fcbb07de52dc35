package org.mpssl.cli;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mpssl.tensor.Devices;
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
}
