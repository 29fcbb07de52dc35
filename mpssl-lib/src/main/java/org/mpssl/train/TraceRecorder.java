package org.mpssl.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Recorder;

/**
 * Keeps copies of the arrays that it is shown, under the phase in which they are shown.
 *
 * <p>Before the first phase, while a run is built, an array that comes again is what follows of
 * what came before: images made in chunks. In a phase each array comes once.
 */
final class TraceRecorder implements Recorder {

    private final NDManager memory;
    private final Map<String, NDArray> content = new LinkedHashMap<>();
    private String phase = "";

    /** Keeps the copies in a manager, which decides how long they live. */
    TraceRecorder(NDManager memory) {
        this.memory = memory;
    }

    /** Begins a phase, with whose name and a slash the names of its arrays start. */
    void begin(String name) {
        phase = name + "/";
    }

    @Override
    public void record(String name, NDArray array) {
        NDArray copy;
        try (NDArray passing =
                memory.create(array.toByteBuffer(), array.getShape(), array.getDataType())) {
            copy = passing.duplicate();
        }
        NDArray before = content.get(phase + name);
        if (before == null) {
            content.put(phase + name, copy);
        } else if (phase.isEmpty()) {
            try (before;
                    copy) {
                content.put(name, before.concat(copy, 0));
            }
        } else {
            throw new IllegalStateException("two arrays are called " + phase + name);
        }
    }

    /** Returns all that was kept, in the order in which it came. */
    Parameters content() {
        return Parameters.of(content);
    }
}
