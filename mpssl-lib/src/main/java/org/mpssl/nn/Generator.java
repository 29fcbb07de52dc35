package org.mpssl.nn;

import ai.djl.ndarray.NDArray;

/** The frozen conditional generator {@code G_F}: latents and soft labels to images. */
public interface Generator {

    /** Returns the length of a latent vector. */
    int latentSize();

    /** Returns the number of foundation classes. */
    int classes();

    /** Returns how many images it draws at once; of a larger batch it draws some after others. */
    default int atOnce() {
        return Integer.MAX_VALUE;
    }

    /**
     * Generates images.
     *
     * @param latents z (N, latentSize)
     * @param labels distributions over foundation classes (N, classes); a mixture of classes gives
     *     the mixture of their embeddings
     * @return images in [0, 1] (N, C, H, W)
     */
    NDArray generate(NDArray latents, NDArray labels);
}
