package org.mpssl.cli;

import java.util.List;

/**
 * Adds commands to the command line.
 *
 * <p>Other modules implement it and name their implementation in {@code
 * META-INF/services/org.mpssl.cli.CommandProvider}.
 */
public interface CommandProvider {
    /** Returns the picocli-annotated command objects to add. */
    List<Object> commands();
}
