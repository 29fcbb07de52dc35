package org.mpssl.cli;

import ai.djl.ndarray.NDManager;

/**
 * Starts the engine once, which makes it unpack its native libraries into the folder named by
 * {@code DJL_CACHE_DIR}.
 */
public final class UnpackNatives {
    private UnpackNatives() {}

    /** Prints the sum of two ones, as computed by the engine. */
    public static void main(String[] args) {
        try (NDManager manager = NDManager.newBaseManager()) {
            System.out.println(manager.ones(new ai.djl.ndarray.types.Shape(2)).sum().getFloat());
        }
    }
}
