package org.mpssl.notebook;

/** Something that a notebook can show: as the last value of a cell, or by {@link #show()}. */
public interface Showable {

    /** Returns the forms in which this can be shown. */
    Bundle bundle();

    /**
     * Shows this below the running cell; void, so that as a cell's last line it prints no value.
     */
    default void show() {
        String unused = Kernel.display(bundle());
    }
}
