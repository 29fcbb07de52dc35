package org.mpssl.dataprep.layout;

import org.mpssl.dataprep.layout.Layout.Options;

/** What may be chosen of the lists of some datasets, and has no effect on the others. */
public enum Choice {
    /** Which of several divisions into parts. */
    FOLD("--fold"),

    /** Whether a line at the bottom of each image is kept. */
    BANNER("--keep-banner"),

    /** How many training images of each class. */
    LIMIT("--limit");

    private final String option;

    Choice(String option) {
        this.option = option;
    }

    /** Returns its option on the command line. */
    public String option() {
        return option;
    }

    /** Returns what was chosen, for the rules that a dataset was made by. */
    public String words(Options options) {
        return switch (this) {
            case FOLD -> "fold %d".formatted(options.fold());
            case BANNER -> "banner " + (options.banner() ? "kept" : "cut off");
            case LIMIT -> "limit %d".formatted(options.limit());
        };
    }
}
