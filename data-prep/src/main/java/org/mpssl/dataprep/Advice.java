package org.mpssl.dataprep;

import org.mpssl.dataprep.catalogue.Published;

/** How to come by a dataset. */
final class Advice {

    private Advice() {}

    /** Returns whether all of its files can be fetched by the program. */
    static boolean isDownloadable(Published dataset) {
        return !dataset.files().isEmpty()
                && dataset.files().stream().noneMatch(file -> file.urls().isEmpty());
    }

    static String obtain(Published dataset) {
        String have =
                isDownloadable(dataset)
                        ? "Name what you have with --from, or say --download. "
                        : "Name what you have with --from. ";
        return (have + dataset.obtain()).strip();
    }
}
