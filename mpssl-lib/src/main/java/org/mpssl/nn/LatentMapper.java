package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Workspace;

/** The mapper {@code F_phi}: from a latent and a target label to the latent that is generated. */
public interface LatentMapper {

    /** The latent as it is; there is nothing to learn. */
    LatentMapper IDENTITY = new IdentityMapper();

    /**
     * Draws initial weights.
     *
     * @param workspace where they live
     * @param random where they come from
     * @return phi; empty if there is nothing to learn
     */
    Parameters initialWeights(Workspace workspace, RandomStream random);

    /**
     * Maps latents.
     *
     * @param z latents (N, latent)
     * @param labels target classes, int64 (N)
     * @param phi the weights
     * @return the mapped latents (N, latent)
     */
    NDArray map(NDArray z, NDArray labels, Parameters phi);
}
