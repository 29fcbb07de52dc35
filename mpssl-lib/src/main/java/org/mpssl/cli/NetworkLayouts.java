package org.mpssl.cli;

import java.util.Optional;
import org.mpssl.weights.Layout;
import org.mpssl.weights.imports.NetworkDescription;

/** The tensors that the library's networks need: what an imported file is compared with. */
final class NetworkLayouts {

    private NetworkLayouts() {}

    /**
     * Returns the layout of a network of the library's.
     *
     * @param description which network
     * @return its tensors, or nothing if the library has no such network
     */
    static Optional<Layout> of(NetworkDescription description) {
        return switch (description.network()) {
            default -> Optional.empty();
        };
    }
}
