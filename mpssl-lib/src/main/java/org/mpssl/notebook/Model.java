package org.mpssl.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Something that lives here and in the page at once, and may be changed on either side. */
public interface Model {

    /** Returns all of its state but binary values, in the protocol of Jupyter's widgets. */
    ObjectNode state();

    /** Returns its binary values, by their names in the state. */
    Map<String, byte[]> buffers();

    /**
     * Is told something by the page; between cells, on a thread of the kernel.
     *
     * @param message {@code method} and what belongs to it
     */
    void receive(JsonNode message);
}
