package org.mpssl.method;

import ai.djl.ndarray.NDArray;

/**
 * Labelled images of one step.
 *
 * @param images (N, C, H, W)
 * @param labels target classes, int64 (N)
 */
public record Batch(NDArray images, NDArray labels) {

    /** Returns N. */
    int size() {
        return (int) labels.size();
    }
}
