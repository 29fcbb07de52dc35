package org.mpssl.notebook;

import java.util.function.BooleanSupplier;
import org.mpssl.train.QuickMode;

/** Claims of a notebook that are tested where they are made. */
public final class Check {

    private Check() {}

    /**
     * Prints the claim with a tick, or fails the cell.
     *
     * @param claim what is claimed, with its numbers
     * @param holds whether it holds
     */
    public static void always(String claim, boolean holds) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim);
        }
        System.out.println("\u2713 " + claim);
    }

    /**
     * Does the same in a full run, and only says so in quick mode, whose few steps prove nothing.
     *
     * @param claim what is claimed, with its numbers
     * @param holds whether it holds, asked for in a full run only
     */
    public static void full(String claim, BooleanSupplier holds) {
        if (isQuick()) {
            System.out.println("\u2013 not checked in quick mode: " + claim);
        } else {
            always(claim, holds.getAsBoolean());
        }
    }

    /** Returns whether the workbench runs in quick mode. */
    public static boolean isQuick() {
        return QuickMode.isOn();
    }
}
