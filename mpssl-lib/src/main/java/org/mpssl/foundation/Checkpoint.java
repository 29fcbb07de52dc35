package org.mpssl.foundation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    private static final String ITERATION = "iteration";
    private static final String SETTINGS = "settings/";

    private Checkpoint() {}

    static void write(Path file, GeneratorSpec spec, GeneratorTraining training)
            throws IOException {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Map<String, NDArray> extra = new LinkedHashMap<>();
            extra.put(ITERATION, manager.create(new long[] {training.iteration()}));
            extra.put(SETTINGS + spec.hashCode(), manager.create(new long[] {spec.hashCode()}));
            Safetensors.write(file, training.state().and(Parameters.of(extra)), Map.of());
        }
    }

    static void resume(Path file, GeneratorSpec spec, GeneratorTraining training)
            throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Parameters state = read(file, manager);
            if (state.names().contains(SETTINGS + spec.hashCode())) {
                training.restore(state, (int) state.get(ITERATION).getLong(0));
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
