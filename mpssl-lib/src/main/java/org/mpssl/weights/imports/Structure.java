package org.mpssl.weights.imports;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;

/** What the shapes of tensors tell about their network. */
final class Structure {

    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final String kind;

    /**
     * Looks at pieces.
     *
     * @param kind what they should be, for errors
     */
    Structure(List<Piece> pieces, String kind) {
        pieces.forEach(piece -> shapes.put(piece.name(), piece.shape()));
        this.kind = kind;
    }

    /** Returns whether there is a tensor of a name. */
    boolean has(String name) {
        return shapes.containsKey(name);
    }

    /** Returns the size of an axis of a tensor that must be there. */
    int size(String name, int axis) {
        Shape shape = shapes.get(name);
        if (shape == null || shape.dimension() <= axis || shape.get(axis) == 0) {
            throw new UserError(
                    "the file does not look like %s: %s is %s. Is the --format right?"
                            .formatted(
                                    kind, name, shape == null ? "missing" : "of shape " + shape));
        }
        return (int) shape.get(axis);
    }

    /** Returns how many axes a tensor has that must be there. */
    int axes(String name) {
        size(name, 0);
        return shapes.get(name).dimension();
    }

    /** Returns how many names there are with 0, 1, 2 and so on in the place of %d. */
    int count(String pattern) {
        int count = 0;
        while (has(pattern.formatted(count))) {
            count++;
        }
        return count;
    }

    /** Returns a description, from names and numbers that alternate. */
    static NetworkDescription description(String network, Object... namesAndValues) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
        }
        return new NetworkDescription(network, values);
    }
}
