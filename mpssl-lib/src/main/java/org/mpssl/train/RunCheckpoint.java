package org.mpssl.train;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.weights.Layout;
import org.mpssl.weights.Safetensors;

/**
 * A run that goes on, saved in one file that is replaced in one move: weights, statistics, state of
 * the optimisers and of the unsupervised loss, best weights, metrics. All draws are functions of
 * the step, so a run that goes on from here ends with the bits of one that was never stopped.
 *
 * @param file where it lies
 */
record RunCheckpoint(Path file) {

    static final String NAME = "checkpoint.safetensors";

    private static final String SPEC = "spec";
    private static final String STATE = "state";
    private static final String PROVENANCE = "provenance";
    private static final String BEST = "best.";
    private static final JsonMapper JSON = StrictJson.mapper().build();

    /** Saves a run. */
    void write(
            Experiment experiment, Parameters best, RunState state, Map<String, String> provenance)
            throws IOException {
        Safetensors.write(
                file,
                experiment.state().and(best.prefixed(BEST)),
                Map.of(
                        SPEC, experiment.spec().toJson(),
                        STATE, JSON.writeValueAsString(state),
                        PROVENANCE, JSON.writeValueAsString(provenance)));
    }

    /**
     * Brings a run to the saved state. A file that is damaged, of another spec, or of a library or
     * device that gives other numbers is passed over: the run then starts anew.
     *
     * @return how far the run was; nothing if there is no file to go on from
     */
    Optional<RunState> restore(
            Experiment experiment, Parameters best, Map<String, String> provenance)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        try (NDManager passing = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Step step = experiment.workspace().step()) {
            Map<String, String> metadata = Safetensors.metadata(content, file.toString());
            if (!experiment.spec().toJson().equals(metadata.get(SPEC))
                    || !Provenance.agree(provenanceOf(metadata), provenance)) {
                return Optional.empty();
            }
            RunState state = JSON.readValue(metadata.getOrDefault(STATE, ""), RunState.class);
            Parameters saved = Safetensors.read(content, file.toString(), passing);
            Parameters all = experiment.state().and(best.prefixed(BEST));
            Layout.of(all).check(saved, file.toString());
            // What can be refused comes before the first change.
            experiment.restore(state);
            step.copy(all, saved);
            return Optional.of(state);
        } catch (UserError | JsonProcessingException | IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> provenanceOf(Map<String, String> metadata)
            throws JsonProcessingException {
        return JSON.readValue(metadata.getOrDefault(PROVENANCE, ""), Map.class);
    }
}
