package org.mpssl.cli;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.Utils;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.mpssl.tensor.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the engine once, so that it unpacks its libraries into {@code DJL_CACHE_DIR}. */
@Command(
        name = "unpack-natives",
        hidden = true,
        description = "A step of the set-up: unpacks PyTorch's native libraries.")
final class UnpackNativesCommand implements Callable<Integer> {

    @Option(
            names = "--cuda",
            description = "Unpack those for a GPU too, though there is none here.")
    private boolean cuda;

    @Override
    public Integer call() throws IOException {
        if (cuda) {
            NativeLibraries.find(getClass().getClassLoader(), "cu")
                    .unpack(Utils.getEngineCacheDir("pytorch"));
        }
        try (NDManager manager = NDManager.newBaseManager(Devices.chosen())) {
            System.out.println(manager.ones(new Shape(2)).sum().getFloat());
        }
        return 0;
    }
}
