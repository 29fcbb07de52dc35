package org.mpssl;

/** A mistake of the user's: its message says what was wrong, what was expected and what to do. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an error.
     *
     * @param message what was wrong, what was expected and what to do
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what was wrong, what was expected and what to do
     * @param cause what brought it to light
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
