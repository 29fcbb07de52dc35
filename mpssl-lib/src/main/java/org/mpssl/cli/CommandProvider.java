package org.mpssl.cli;

import java.util.List;

/** Commands that another module brings; found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {

    /**
     * Returns picocli command objects, each annotated with its name.
     *
     * @return the commands, to be added to the top command
     */
    List<Object> commands();
}
