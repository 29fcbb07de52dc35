package org.mpssl.cli;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.Devices;
import picocli.CommandLine.Command;

/** Starts the engine once, so that it unpacks its libraries into {@code DJL_CACHE_DIR}. */
@Command(
        name = "unpack-natives",
        hidden = true,
        description = "A step of the set-up: unpacks PyTorch's native libraries.")
final class UnpackNativesCommand implements Runnable {

    @Override
    public void run() {
        try (NDManager manager = NDManager.newBaseManager(Devices.chosen())) {
            System.out.println(manager.ones(new Shape(2)).sum().getFloat());
        }
    }
}
