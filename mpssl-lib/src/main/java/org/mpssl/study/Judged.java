package org.mpssl.study;

/** By which weights of a run its method is judged. */
enum Judged {
    BEST("best validation"),
    LAST("last step");

    private final String words;

    Judged(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Returns the test accuracy of those weights. */
    double of(StudyResult.Run run) {
        return this == BEST ? run.test() : run.last();
    }
}
