package org.mpssl.foundation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;

/**
 * The saved state of a generator's training, in one file that is replaced in one move.
 *
 * <p>The settings are part of the file: a checkpoint of other settings is not resumed.
 */
final class Checkpoint {

    private Checkpoint() {}

    /** The name of the number of iterations made: with other settings there is none. */
    private static String iteration(GeneratorSpec spec) {
        return "iteration/" + spec;
    }

    static void write(Path file, GeneratorSpec spec, GeneratorTraining training)
            throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray made = manager.create(new long[] {training.iteration()});
            Parameters extra = Parameters.of(Map.of(iteration(spec), made));
            Safetensors.write(file, training.state().and(extra), Map.of());
        }
    }

    static void resume(Path file, GeneratorSpec spec, GeneratorTraining training)
            throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Parameters state = read(file, manager);
            if (state.names().contains(iteration(spec))) {
                training.restore(state, (int) state.get(iteration(spec)).getLong(0));
            }
        }
    }

    private static Parameters read(Path file, NDManager manager) throws IOException {
        try {
            return Safetensors.read(file, manager);
        } catch (UserError e) {
            throw new UserError(
                    "the training cannot go on: "
                            + e.getMessage()
                            + " Without this file the training starts anew.",
                    e);
        }
    }
}
