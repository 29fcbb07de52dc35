package org.mpssl;

/**
 * A mistake of the user's, whose message says what is wrong and what to do; the command line prints
 * it without a stack trace.
 */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes one sentence on what is wrong, and one on what to do. */
    public UserError(String message) {
        super(message);
    }

    /** Likewise, and keeps the exception that showed it. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
