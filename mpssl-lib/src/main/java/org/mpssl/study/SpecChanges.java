package org.mpssl.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.files.StrictJson;
import org.mpssl.train.RunSpec;

/**
 * Fields in which runs differ from their preset, as somebody writes them on a command line.
 *
 * @param fields the values by the fields' names: JSON, or a bare word
 */
public record SpecChanges(Map<String, String> fields) {

    private static final JsonMapper MAPPER = StrictJson.mapper().build();
    private static final List<String> GIVEN = List.of("dataset", "method", "seed");
    private static final String STEPS = "steps";

    /** No change. */
    public static final SpecChanges NONE = new SpecChanges(Map.of());

    /** Copies the map, and refuses what makes a comparison a comparison. */
    public SpecChanges {
        fields = Map.copyOf(fields);
        for (String field : GIVEN) {
            if (fields.containsKey(field)) {
                throw new UserError(
                        "%s is not to be set: --dataset names the dataset, and a comparison gives each run its method and seed."
                                .formatted(field));
            }
        }
    }

    /** Changes a preset's run. */
    RunSpec of(RunSpec spec, String preset) {
        RunSpec changed = spec;
        for (Map.Entry<String, String> field : new TreeMap<>(fields).entrySet()) {
            changed = changed.with(field.getKey(), value(field.getValue()));
        }
        boolean counted = preset.equals(Start.PAPER) && !fields.containsKey(STEPS);
        return counted && !fields.isEmpty() ? changed.epochs(Start.PAPER_EPOCHS) : changed;
    }

    private static Object value(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            return text; // a bare word: the spec says what it may be
        }
    }

    /** Returns the changes for a title, each after a comma; empty if there are none. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(fields).forEach((field, value) -> text.append(", " + field + " " + value));
        return text.toString();
    }
}
