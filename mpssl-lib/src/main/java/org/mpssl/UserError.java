package org.mpssl;

/**
 * A mistake or a missing thing that the user can put right: the message says what was wrong, what
 * was expected and what to do, and is shown without a stack trace.
 */
public final class UserError extends RuntimeException {

    /**
     * Makes an error.
     *
     * @param message what was wrong, what was expected, what to do
     */
    public UserError(String message) {
        super(message);
    }

    /**
     * Makes an error that something else caused.
     *
     * @param message what was wrong, what was expected, what to do
     * @param cause what lies beneath
     */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
