package org.mpssl.foundation;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;

/**
 * The saved state of a generator's training, in one file that is replaced in one move.
 *
 * <p>Settings and data are named in the file: a checkpoint of another training is neither resumed
 * nor overwritten.
 *
 * @param file where it lies
 * @param spec the settings of the training
 * @param dataManifest the hash that names the training's data
 */
record Checkpoint(Path file, GeneratorSpec spec, String dataManifest) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String SETTINGS = "settings";
    private static final String DATA = "dataManifest";
    private static final String ITERATION = "iteration";
    private static final String SECONDS = "seconds";

    /** Saves a training that took so many seconds until now. */
    void write(GeneratorTraining training, double seconds) throws IOException {
        Safetensors.write(
                file,
                training.state(),
                Map.of(
                        SETTINGS, JSON.writeValueAsString(spec),
                        DATA, dataManifest,
                        ITERATION, Integer.toString(training.iteration()),
                        SECONDS, Double.toString(seconds)));
    }

    /**
     * Brings a training to the saved state, if there is one.
     *
     * @param training what goes on
     * @return how many seconds it had taken until then
     * @throws UserError if the file is damaged or belongs to another training
     */
    double resume(GeneratorTraining training) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        byte[] content = Files.readAllBytes(file);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Parameters state = Safetensors.read(content, file.toString(), manager);
            Map<String, String> metadata = Safetensors.metadata(content, file.toString());
            refuseAnother(metadata);
            Layout.of(training.state()).check(state, file.toString());
            double seconds = number(metadata, SECONDS, Double.MAX_VALUE);
            training.restore(state, (int) number(metadata, ITERATION, spec.iterations()));
            return seconds;
        } catch (UserError e) {
            throw new UserError(
                    "the training cannot go on: "
                            + e.getMessage()
                            + " Without this file the training starts anew.",
                    e);
        }
    }

    private void refuseAnother(Map<String, String> metadata) throws IOException {
        JsonNode saved = settings(metadata);
        // Written and read again, so that numbers compare as those of the file do.
        JsonNode wanted = JSON.readTree(JSON.writeValueAsString(spec));
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        saved.fieldNames().forEachRemaining(names::add);
        wanted.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            differ(differences, name, saved.path(name).asText(), wanted.path(name).asText());
        }
        differ(differences, DATA, metadata.getOrDefault(DATA, ""), dataManifest);
        if (!differences.isEmpty()) {
            throw new UserError(
                    "%s is the checkpoint of another training: %s. To keep it, give another --out."
                            .formatted(file, String.join("; ", differences)));
        }
    }

    private static void differ(List<String> into, String name, String saved, String wanted) {
        if (!saved.equals(wanted)) {
            into.add("%s is %s there and %s here".formatted(name, saved, wanted));
        }
    }

    private JsonNode settings(Map<String, String> metadata) {
        try {
            return JSON.readValue(metadata.getOrDefault(SETTINGS, ""), ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new UserError(file + " does not say its training's settings.", e);
        }
    }

    private double number(Map<String, String> metadata, String name, double most) {
        String text = metadata.getOrDefault(name, "nothing");
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that cannot be.
        }
        throw new UserError("%s says %s where its %s should be.".formatted(file, text, name));
    }
}
