package org.mpssl.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.train.RunSpec;

/**
 * What a run is asked to do: a method, and the fields of its spec that differ from the preset.
 *
 * @param method the method's name in a spec
 * @param fields names of fields and their values
 */
public record Setting(String method, Map<String, Object> fields) {

    /** Copies the map, in its order. */
    public Setting {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * Returns a method as the preset has it.
     *
     * @param method its name
     * @return the setting
     */
    public static Setting of(String method) {
        return new Setting(method, Map.of());
    }

    /**
     * Returns this setting with one field changed.
     *
     * @param field its name in a spec
     * @param value its value
     * @return the changed setting
     */
    public Setting with(String field, Object value) {
        return with(Map.of(field, value));
    }

    /**
     * Returns this setting with some fields changed.
     *
     * @param others their names and values
     * @return the changed setting
     */
    public Setting with(Map<String, Object> others) {
        Map<String, Object> union = new LinkedHashMap<>(fields);
        union.putAll(others);
        return new Setting(method, union);
    }

    /**
     * Returns a spec with the fields changed.
     *
     * @param preset what is not said here
     * @return the spec
     * @throws org.mpssl.UserError if a field is unknown or its value not allowed
     */
    RunSpec applyTo(RunSpec preset) {
        RunSpec spec = preset;
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            spec = spec.with(field.getKey(), field.getValue());
        }
        return spec;
    }
}
