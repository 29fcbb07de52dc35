package org.mpssl.dataprep.image;

/** An image that cannot be used; its message says why, in words that follow the file's name. */
public final class UndecodableImageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param reason for example {@code "is cut short"}
     */
    public UndecodableImageException(String reason) {
        super(reason);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param reason for example {@code "is cut short"}
     * @param cause what brought it to light
     */
    public UndecodableImageException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
