package org.mpssl.weights;

import java.util.List;
import java.util.Map;

/**
 * What a weight file holds, before the elements of its tensors are read.
 *
 * @param tensors in the file's order
 * @param metadata free text by key
 * @param notes what a reader of the file should know, a sentence each
 */
record Contents(List<StoredTensor> tensors, Map<String, String> metadata, List<String> notes) {

    Contents {
        tensors = List.copyOf(tensors);
        metadata = Map.copyOf(metadata);
        notes = List.copyOf(notes);
    }
}
