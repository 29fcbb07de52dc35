package org.mpssl.dataprep.layout;

/**
 * An image of a raw dataset.
 *
 * @param path of its file in the {@link org.mpssl.dataprep.raw.RawTree}
 * @param part the official list that it is on: {@code train}, {@code val} or {@code test}
 * @param label its class, from 0
 * @param cropBottom rows at its bottom that are no part of the photograph
 */
public record RawImage(String path, String part, int label, int cropBottom) {

    /** The official training list. */
    public static final String TRAIN = "train";

    /** The official validation list, where there is one. */
    public static final String VAL = "val";

    /** The official test list. */
    public static final String TEST = "test";
}
