package org.mpssl.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.tensor.OwnedArrays;
import org.mpssl.tensor.Step;

/**
 * The losses of one step by name.
 *
 * @param values for example {@code supervised}, {@code scr}, {@code validation}, {@code gap}
 */
public record Losses(Map<String, Double> values) {

    /** Copies the map, in its order. */
    public Losses {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Shows all to whoever records a step. */
    void record(Step step) {
        if (step.isRecorded()) {
            values.forEach((name, value) -> step.record("loss/" + name, scalar(step, value)));
        }
    }

    private static NDArray scalar(Step step, double value) {
        double[] values = {value};
        return OwnedArrays.of(step.manager(), values, new Shape(), DataType.FLOAT64);
    }

    /** Returns no losses, to which some can be added. */
    static Losses none() {
        return new Losses(Map.of());
    }

    /** Returns these losses and the value of a scalar. */
    Losses and(String name, NDArray scalar) {
        return and(name, value(scalar));
    }

    /** Returns the value of a scalar of either precision; it waits for the device. */
    static double value(NDArray scalar) {
        return scalar.toType(DataType.FLOAT64, false).getDouble();
    }

    /** Returns these losses and another. */
    Losses and(String name, double value) {
        return and(new Losses(Map.of(name, value)));
    }

    /** Returns these losses and others, which take the place of those of the same name. */
    Losses and(Losses others) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        more.putAll(others.values);
        return new Losses(more);
    }
}
