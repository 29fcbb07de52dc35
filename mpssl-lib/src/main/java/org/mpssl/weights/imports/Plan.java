package org.mpssl.weights.imports;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.weights.Layout;

/**
 * What an import is going to make, before any element is read.
 *
 * @param description which network it is
 * @param pieces its tensors
 * @param unexpected names in the file that mean nothing to the format
 */
record Plan(NetworkDescription description, List<Piece> pieces, List<String> unexpected) {

    Plan {
        pieces = List.copyOf(pieces);
        unexpected = List.copyOf(unexpected);
    }

    /** Returns names and shapes of the pieces. */
    Layout layout() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        pieces.forEach(piece -> shapes.put(piece.name(), piece.shape()));
        return new Layout(shapes);
    }
}
