package org.mpssl.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The connection of a {@link Model} to its counterpart in the page. */
public interface Link {

    /** Returns the name of the model in the page. */
    String id();

    /**
     * Tells the page what has changed; any thread may.
     *
     * @param state changed values
     * @param buffers changed binary values
     */
    void send(ObjectNode state, Map<String, byte[]> buffers);

    /** Takes the model out of the page. */
    void close();
}
