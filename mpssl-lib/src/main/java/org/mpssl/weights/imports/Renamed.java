package org.mpssl.weights.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pieces under new names, and those for which there is none.
 *
 * @param pieces the pieces
 * @param unexpected the old names of the others
 */
record Renamed(List<Piece> pieces, List<String> unexpected) {

    /** Gives pieces new names; those that get an empty one are left out. */
    static Renamed of(List<Piece> pieces, Naming names) {
        List<Piece> renamed = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        for (Piece piece : pieces) {
            Optional<String> name = names.of(piece.name());
            if (name.isEmpty()) {
                unexpected.add(piece.name());
            } else if (!name.get().isEmpty()) {
                renamed.add(piece.named(name.get()));
            }
        }
        return new Renamed(renamed, unexpected);
    }
}
