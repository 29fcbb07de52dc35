package org.mpssl.foundation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.tensor.Devices;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;
import org.mpssl.weights.Safetensors;

/** A file that is whole as a file but no checkpoint of the training. */
class CheckpointTests {

    private static final GeneratorSpec SPEC =
            new GeneratorSpec(3, 5, 4, 1, 2, 4e-4, 6e-4, 0.998, 3, 10);

    @TempDir Path folder;

    private Path file;
    private GeneratorTraining training;

    @BeforeEach
    void start() {
        file = folder.resolve("checkpoint.safetensors");
        ImageSet images = Levels.images(10, List.of("low", "high"), 1);
        training =
                new GeneratorTraining(SPEC, images, Workspace.open(Device.cpu(), DataType.FLOAT32));
    }

    @AfterEach
    void close() {
        training.close();
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(file, SPEC, "data");
    }

    /** One number would be copied to all places of the tensor. */
    @Test
    void aTensorOfAnotherShapeIsRefusedAndNothingIsRestored() throws IOException {
        training.iterate();
        checkpoint().write(training, 1);
        byte[] content = Files.readAllBytes(file);
        String name = "generator/blocks.0.0.conv1.bias";
        try (NDManager manager = newManager()) {
            Parameters state = Safetensors.read(content, "state", manager);
            Parameters scalar = Parameters.of(Map.of(name, manager.ones(new Shape(1))));
            Safetensors.write(
                    file, state.replacedBy(scalar), Safetensors.metadata(content, "state"));
        }
        training.iterate();

        assertThatThrownBy(() -> checkpoint().resume(training))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(name + " (1) instead of (4)")
                .hasMessageContaining("Without this file the training starts anew");
        assertThat(training.iteration()).isEqualTo(2);
    }

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    @ParameterizedTest
    @CsvSource({
        "settings,,does not say its training's settings",
        "settings,7,does not say its training's settings",
        "settings,{,does not say its training's settings",
        "iteration,,iteration should be",
        "iteration,6,says 6 where its iteration should be",
        "iteration,x,says x where its iteration should be",
        "seconds,-1,says -1 where its seconds should be",
        "seconds,NaN,says NaN where its seconds should be",
    })
    void aCheckpointThatDoesNotSayWhatItIsIsRefused(String key, String value, String message)
            throws IOException {
        checkpoint().write(training, 1);
        byte[] content = Files.readAllBytes(file);
        Map<String, String> metadata = new HashMap<>(Safetensors.metadata(content, "state"));
        metadata.remove(key);
        if (value != null) {
            metadata.put(key, value);
        }
        try (NDManager manager = newManager()) {
            Safetensors.write(file, Safetensors.read(content, "state", manager), metadata);
        }

        assertThatThrownBy(() -> checkpoint().resume(training))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message)
                .hasMessageContaining("Without this file the training starts anew");
        assertThat(training.iteration()).isZero();
    }
}
