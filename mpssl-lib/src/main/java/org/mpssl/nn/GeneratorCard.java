package org.mpssl.nn;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.tensor.Parameters;

/**
 * What a generator's file says about itself, and what its tensors' shapes tell.
 *
 * @param metadata the file's metadata
 * @param tensors the file's tensors
 * @param file what to call the file in errors
 */
record GeneratorCard(Map<String, String> metadata, Parameters tensors, String file) {

    private static final int LARGEST = 4096;

    String text(String key) {
        return metadata.getOrDefault(key, "nothing");
    }

    int number(String key) {
        if (!text(key).matches("[0-9]{1,6}")) {
            throw bad(key, "a whole number of up to six digits");
        }
        return Integer.parseInt(text(key));
    }

    double epsilon() {
        double value = Double.NaN;
        try {
            value = Double.parseDouble(text("epsilon"));
        } catch (NumberFormatException e) {
            // As wrong as a number that is out of range.
        }
        if (!(value > 0 && value < 1)) {
            throw bad("epsilon", "a number between 0 and 1");
        }
        return value;
    }

    /** Returns how many times a map of 4x4 pixels is doubled. */
    int doublings() {
        int resolution = number("resolution");
        int doublings = Integer.numberOfTrailingZeros(Math.max(resolution, 1) / 4);
        if (resolution < 8 || resolution > LARGEST || resolution != 4 << doublings) {
            throw bad("resolution", "8, 16, 32 and so on up to " + LARGEST);
        }
        return doublings;
    }

    /** Returns a tensor's length along an axis. */
    int size(String tensor, int axis) {
        if (tensors.names().contains(tensor)) {
            Shape shape = tensors.get(tensor).getShape();
            if (shape.dimension() > axis) {
                return Math.toIntExact(shape.get(axis));
            }
        }
        throw new UserError(
                "%s has no %s of %d axes or more. Fetch or make it again."
                        .formatted(file, tensor, axis + 1));
    }

    /** Returns a tensor's length along an axis in multiples of the width. */
    int widths(String tensor, int axis) {
        int width = number("width");
        int size = size(tensor, axis);
        if (width == 0 || size % width != 0) {
            throw bad("width", "a divisor of %d, as %s has channels".formatted(size, tensor));
        }
        return size / width;
    }

    UserError bad(String key, String expected) {
        return new UserError(
                """
                %s does not describe a generator: its metadata has %s for '%s', expected is %s. \
                Fetch or make it again."""
                        .formatted(file, text(key), key, expected));
    }
}
