package org.mpssl.cli;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;

/**
 * Starts the engine once, which makes it unpack its native libraries into the folder named by
 * {@code DJL_CACHE_DIR}.
 */
public final class UnpackNatives {
    private UnpackNatives() {}

    /** Prints the sum of two ones; fails if a GPU is wanted and cannot be used. */
    public static void main(String[] args) {
        try (NDManager manager = NDManager.newBaseManager()) {
            if (Gpu.wanted()) {
                Optional<String> missing = Gpu.missing(manager.getEngine());
                if (missing.isPresent()) {
                    System.err.println(missing.get());
                    System.exit(1);
                }
            }
            System.out.println(manager.ones(new Shape(2)).sum().getFloat());
        }
    }
}
