package org.mpssl.dataprep.rehearsal;

import java.io.IOException;

/** Writes the raw files of a dataset. */
@FunctionalInterface
interface Recipe {

    /** Ends the texts that a user may come upon. */
    String README =
            "Fabricated for rehearsals: no photograph, and no image of the dataset whose form it has.\n";

    /**
     * Writes the files.
     *
     * @param task which
     */
    void write(Task task) throws IOException;
}
