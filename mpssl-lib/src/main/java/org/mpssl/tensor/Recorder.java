package org.mpssl.tensor;

import ai.djl.ndarray.NDArray;

/**
 * Is shown what a step draws and computes, so that the step can be recomputed elsewhere. It reads
 * an array at once and keeps no handle of it.
 */
@FunctionalInterface
public interface Recorder {

    /** Looks at nothing. */
    Recorder NONE = (name, array) -> {};

    /**
     * Looks at an array.
     *
     * @param name what it is, a path
     * @param array the array, which may change or end after the call
     */
    void record(String name, NDArray array);

    /**
     * Returns a recorder of a part.
     *
     * @param part what the paths of all that it is shown start with here
     * @return the recorder
     */
    default Recorder in(String part) {
        return this == NONE ? NONE : (name, array) -> record(part + "/" + name, array);
    }
}
