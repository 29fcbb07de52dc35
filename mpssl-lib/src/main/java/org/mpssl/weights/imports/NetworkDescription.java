package org.mpssl.weights.imports;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which network weights belong to, as their shapes tell. An imported file has it in its metadata.
 *
 * @param network {@code resnet18}, {@code resnet50}, {@code resnet101}, {@code biggan} or {@code
 *     biggan-deep}
 * @param values width, resolution, classes and so on, by name; docs/weights.md lists them
 */
public record NetworkDescription(String network, Map<String, String> values) {

    /** The key of {@link #number} for the channels of the narrowest layer. */
    public static final String WIDTH = "width";

    /** The key for pixels per side. */
    public static final String RESOLUTION = "resolution";

    /** The key for the number of classes. */
    public static final String CLASSES = "classes";

    /** The key for the length of a latent vector. */
    public static final String LATENT = "latent";

    /** The key for the length of a class embedding. */
    public static final String EMBEDDING = "embedding";

    /** The key for the block or layer at which the attention is. */
    public static final String ATTENTION = "attention";

    /** The key for the rows of the tables of statistics; 0 if there is a single set. */
    public static final String TRUNCATION_ROWS = "truncationRows";

    /** The key for the epsilon of batch normalisation. */
    public static final String EPSILON = "epsilon";

    /** Copies the map, in the order of its keys. */
    public NetworkDescription {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Returns a whole number.
     *
     * @param key one of the keys of {@link #values}
     * @return its number
     * @throws IllegalArgumentException if there is none
     */
    public int number(String key) {
        if (!values.containsKey(key)) {
            throw new IllegalArgumentException(network + " has no " + key);
        }
        return Integer.parseInt(values.get(key));
    }

    /** Returns the name with the resolution, if there is one, such as {@code biggan-deep-256}. */
    public String label() {
        return values.containsKey(RESOLUTION) ? network + "-" + values.get(RESOLUTION) : network;
    }
}
