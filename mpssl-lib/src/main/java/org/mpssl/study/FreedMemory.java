package org.mpssl.study;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import java.util.Optional;

/**
 * Gives memory that the engine has freed back to the system.
 *
 * <p>The C library keeps what is freed, in pieces of the sizes that one run needed; the next run
 * needs others. GNU's can be asked to give it back; where there is none, nothing is done.
 */
final class FreedMemory {

    private static final Optional<Function> TRIM = find();

    private FreedMemory() {}

    /** Gives back whole pages that hold nothing any more. */
    static void giveBack() {
        TRIM.ifPresent(trim -> trim.invokeInt(new Object[] {new NativeLong(0)}));
    }

    static boolean isPossible() {
        return TRIM.isPresent();
    }

    private static Optional<Function> find() {
        try {
            return Optional.of(Function.getFunction("c", "malloc_trim"));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }
}
