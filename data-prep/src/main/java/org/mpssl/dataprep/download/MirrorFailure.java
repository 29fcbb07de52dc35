package org.mpssl.dataprep.download;

/** An address that does not give the file, and will not if it is asked again. */
final class MirrorFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String advice;

    /** With a reason that follows the address and a colon. */
    MirrorFailure(String reason) {
        this(reason, "");
    }

    /** With a reason, and a sentence on what the user could do about it. */
    MirrorFailure(String reason, String advice) {
        super(reason);
        this.advice = advice;
    }

    String advice() {
        return advice;
    }
}
