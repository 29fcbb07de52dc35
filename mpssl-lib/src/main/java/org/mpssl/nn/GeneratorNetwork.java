package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Layout;

/**
 * The description of a conditional generator: a function of latents, labels and named weights.
 *
 * <p>{@link FrozenGenerator} makes a {@link Generator} of it and of the weights of a file.
 */
public interface GeneratorNetwork {

    /** Returns the length of a latent vector. */
    int latentSize();

    /** Returns the number of foundation classes. */
    int classes();

    /** Returns names and shapes of weights and stored statistics: what a file of both holds. */
    Layout layout();

    /**
     * Returns whether a tensor is a stored statistic, and not a weight.
     *
     * @param tensor a name of the layout
     * @return whether a {@link Normalisation} holds it
     */
    boolean isStatistic(String tensor);

    /**
     * Takes from a file's tensors what images are computed with: of tables of statistics the row of
     * a truncation, and of the weights no part that no pixel depends on.
     *
     * @param tensors the file's tensors; results belong to their managers
     * @param truncation how the latents are truncated; 1 if they are from N(0, I)
     * @return weights and statistics for {@link #generate}
     * @throws org.mpssl.UserError if the file has no statistics for just this truncation
     */
    Parameters used(Parameters tensors, double truncation);

    /**
     * Generates images.
     *
     * @param latents z (N, latentSize)
     * @param labels distributions over the foundation classes (N, classes)
     * @param weights the weights
     * @param normalisation which statistics the layers use
     * @return images in [0, 1] (N, C, H, W)
     */
    NDArray generate(
            NDArray latents, NDArray labels, Parameters weights, Normalisation normalisation);
}
