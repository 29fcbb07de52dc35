package org.mpssl.weights.imports;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
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

    /**
     * Returns how many parts of a network there are, numbered from 0.
     *
     * @param patterns names with %d in the place of the number, one of which every part has; they
     *     are the same up to there
     * @throws UserError if one is missing: parts behind it would be left out without a word
     */
    int count(String... patterns) {
        int count = 0;
        while (hasAny(count, patterns)) {
            count++;
        }
        String start = patterns[0].substring(0, patterns[0].indexOf("%d"));
        for (String name : shapes.keySet()) {
            if (name.startsWith(start) && !isBelow(count, name.substring(start.length()))) {
                throw missing(patterns[0].formatted(count), "and there is " + name);
            }
        }
        return count;
    }

    private boolean hasAny(int number, String... patterns) {
        return Arrays.stream(patterns).anyMatch(pattern -> has(pattern.formatted(number)));
    }

    /** Returns whether a text begins with a number below another one, and a dot. */
    private static boolean isBelow(int count, String text) {
        return text.matches("\\d{1,4}\\..*")
                && Integer.parseInt(text.substring(0, text.indexOf('.'))) < count;
    }

    /**
     * Makes sure that the last block puts out what the last layer takes; else blocks are missing.
     *
     * @param block the name of the last block's last weight
     * @param layer the name of the last layer's weight
     * @param next the name of a weight of the block that would come next
     */
    void checkEnd(String block, String layer, String next) {
        int out = size(block, 0);
        int in = size(layer, 1);
        if (out != in) {
            throw missing(next, "%s has %d rows and %s takes %d".formatted(block, out, layer, in));
        }
    }

    private UserError missing(String name, String why) {
        return new UserError(
                "the file does not look like %s: %s is missing, %s. Is the --format right?"
                        .formatted(kind, name, why));
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
