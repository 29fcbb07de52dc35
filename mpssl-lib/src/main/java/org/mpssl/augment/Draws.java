package org.mpssl.augment;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every random number that a view of a batch depends on, by name. They are drawn before anything is
 * computed, so that several passes can see the same view, and a trace can list them.
 *
 * @param all the numbers, in the order in which they were added
 */
public record Draws(Map<String, Numbers> all) {

    /**
     * An array of drawn numbers.
     *
     * @param values the numbers, row by row; doubles hold either type exactly
     * @param shape their shape; the first dimension counts the images of the batch
     * @param type {@link DataType#INT32} or {@link DataType#FLOAT32}
     */
    // Numbers in bulk, passed on and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Numbers(double[] values, Shape shape, DataType type) {

        /** Checks that the shape is that of the values. */
        public Numbers {
            if (shape.size() != values.length) {
                throw new IllegalArgumentException(
                        "%d drawn numbers do not fill %s".formatted(values.length, shape));
            }
        }
    }

    /** Keeps the order of the names. */
    public Draws {
        all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
    }

    /** Returns draws of nothing. */
    public static Draws none() {
        return new Draws(Map.of());
    }

    /**
     * Adds whole numbers.
     *
     * @param name a name not yet taken
     * @param values the numbers, row by row
     * @param shape their shape
     * @return these draws and the new ones
     */
    public Draws with(String name, int[] values, Shape shape) {
        double[] doubles = Arrays.stream(values).asDoubleStream().toArray();
        return with(name, new Numbers(doubles, shape, DataType.INT32));
    }

    /**
     * Adds one whole number per image.
     *
     * @param name a name not yet taken
     * @param values N numbers
     * @return these draws and the new ones
     */
    public Draws with(String name, int[] values) {
        return with(name, values, new Shape(values.length));
    }

    /**
     * Adds real numbers.
     *
     * @param name a name not yet taken
     * @param values the numbers, row by row
     * @param shape their shape
     * @return these draws and the new ones
     */
    public Draws with(String name, float[] values, Shape shape) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return with(name, new Numbers(doubles, shape, DataType.FLOAT32));
    }

    private Draws with(String name, Numbers numbers) {
        Map<String, Numbers> more = new LinkedHashMap<>(all);
        if (more.put(name, numbers) != null) {
            throw new IllegalArgumentException("two draws are called " + name);
        }
        return new Draws(more);
    }

    /**
     * Joins draws.
     *
     * @param others draws under other names
     * @return both
     */
    public Draws and(Draws others) {
        Draws result = this;
        for (Map.Entry<String, Numbers> entry : others.all.entrySet()) {
            result = result.with(entry.getKey(), entry.getValue());
        }
        return result;
    }

    /**
     * Returns one array.
     *
     * @param name its name
     * @return the numbers
     */
    public Numbers get(String name) {
        Numbers numbers = all.get(name);
        if (numbers == null) {
            throw new IllegalArgumentException(
                    "no draws called %s among %s".formatted(name, all.keySet()));
        }
        return numbers;
    }

    /**
     * Returns whole numbers.
     *
     * @param name their name
     * @return the numbers, row by row
     */
    public int[] integers(String name) {
        return integers(get(name).values());
    }

    /**
     * Returns a column of a table of whole numbers.
     *
     * @param name the name of the table
     * @param column counts from zero
     * @return one number per row
     */
    public int[] integers(String name, int column) {
        return integers(column(get(name), column));
    }

    /**
     * Returns real numbers.
     *
     * @param name their name
     * @return the numbers, row by row
     */
    public float[] floats(String name) {
        return floats(get(name).values());
    }

    /**
     * Returns a column of a table of real numbers.
     *
     * @param name the name of the table
     * @param column counts from zero
     * @return one number per row
     */
    public float[] floats(String name, int column) {
        return floats(column(get(name), column));
    }

    private static double[] column(Numbers table, int column) {
        int columns = (int) table.shape().get(1);
        double[] values = new double[(int) table.shape().get(0)];
        Arrays.setAll(values, row -> table.values()[row * columns + column]);
        return values;
    }

    private static int[] integers(double[] values) {
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
