package org.mpssl.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.TargetTask;
import org.mpssl.files.StrictJson;

/**
 * What the images of a run were: the classifier knows no others. The best weights have it in their
 * metadata, so that they can be used without the dataset.
 *
 * @param classes the names; a label is a position in this list
 * @param height rows as stored
 * @param width columns as stored
 * @param channels as stored, 1 or 3
 */
public record SeenImages(List<String> classes, int height, int width, int channels) {

    private static final String CLASSES = "classes";
    private static final String SHAPE = "images";
    private static final String SHAPE_PATTERN = "[1-9][0-9]{0,4}x[1-9][0-9]{0,4}x[13]";
    private static final JsonMapper JSON = StrictJson.mapper().build();

    /** Copies the list. */
    public SeenImages {
        classes = List.copyOf(classes);
    }

    static SeenImages of(TargetTask task) {
        ImageSet images = task.labelled();
        return new SeenImages(task.classes(), images.height(), images.width(), images.channels());
    }

    Map<String, String> metadata() {
        try {
            return Map.of(
                    CLASSES,
                    JSON.writeValueAsString(classes),
                    SHAPE,
                    "%dx%dx%d".formatted(height, width, channels));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads metadata; nothing if they have it not, as those of earlier versions. */
    static Optional<SeenImages> of(Map<String, String> metadata, Path file) {
        if (!metadata.containsKey(CLASSES)) {
            return Optional.empty();
        }
        String shape = metadata.getOrDefault(SHAPE, "nothing");
        if (!shape.matches(SHAPE_PATTERN)) {
            throw new UserError(
                    "%s is damaged: its metadata have %s for '%s', expected is for example 64x64x3"
                            .formatted(file, shape, SHAPE));
        }
        String[] sizes = shape.split("x", -1);
        try {
            return Optional.of(
                    new SeenImages(
                            JSON.readValue(
                                    metadata.get(CLASSES), new TypeReference<List<String>>() {}),
                            Integer.parseInt(sizes[0]),
                            Integer.parseInt(sizes[1]),
                            Integer.parseInt(sizes[2])));
        } catch (JsonProcessingException | NullPointerException e) {
            throw new UserError("%s is damaged: its metadata name no classes".formatted(file), e);
        }
    }

    /** Asks the dataset of a run of an earlier version. */
    static SeenImages ofDataset(RunResult result) {
        RunData data = new RunData(result.spec());
        PreparedDataset dataset = data.dataset();
        if (!dataset.manifestHash().equals(result.provenance().get("datasetManifest"))) {
            throw new UserError(
                    """
                    the run is of an earlier version, which did not note its classes, and its \
                    dataset %s is another one now: train it again"""
                            .formatted(result.spec().dataset()));
        }
        return of(data.task(dataset));
    }
}
