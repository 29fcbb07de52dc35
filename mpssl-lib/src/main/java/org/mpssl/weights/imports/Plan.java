package org.mpssl.weights.imports;

import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.UserError;
import org.mpssl.weights.Layout;

/**
 * What an import is going to make, before any element is read.
 *
 * @param description which network it is
 * @param pieces its tensors
 * @param unexpected names in the file that mean nothing to the format
 */
record Plan(NetworkDescription description, List<Piece> pieces, List<String> unexpected) {

    /** Makes sure that no two tensors of the file get the same name. */
    Plan {
        pieces = List.copyOf(pieces);
        unexpected = List.copyOf(unexpected);
        Map<String, Piece> byName = new HashMap<>();
        for (Piece piece : pieces) {
            Piece other = byName.put(piece.name(), piece);
            if (other != null) {
                throw new UserError(
                        "the file has %s and %s, which both mean %s."
                                .formatted(
                                        other.sources().get(0).name(),
                                        piece.sources().get(0).name(),
                                        piece.name()));
            }
        }
    }

    /** Returns names and shapes of the pieces. */
    Layout layout() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        pieces.forEach(piece -> shapes.put(piece.name(), piece.shape()));
        return new Layout(shapes);
    }
}
