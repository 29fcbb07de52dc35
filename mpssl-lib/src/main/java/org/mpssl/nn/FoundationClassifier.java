package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Workspace;

/**
 * The foundation classifier C_F: a trained network whose weights and running statistics are
 * constants of the run.
 *
 * @param network its description
 * @param theta its weights
 * @param statistics its running statistics
 */
public record FoundationClassifier(ResNet network, Parameters theta, Parameters statistics) {

    /**
     * Freezes a classifier that was read from a file.
     *
     * @param network its description
     * @param tensors weights and running statistics, of any workspace
     * @param file what to call the file in errors
     * @param workspace where its copy lives, before it is sealed
     * @return C_F
     * @throws org.mpssl.UserError if the file holds other tensors than the network needs
     */
    public static FoundationClassifier of(
            ResNet network, Parameters tensors, String file, Workspace workspace) {
        Parameters all = workspace.adopt(network.layout().check(tensors, file));
        return new FoundationClassifier(
                network,
                all.where(name -> !name.contains(".running_")),
                all.where(name -> name.contains(".running_")));
    }

    /**
     * Classifies images.
     *
     * @param images (N, C, H, W)
     * @return logits over the foundation classes (N, classes)
     */
    public NDArray logits(NDArray images) {
        return network.logits(images, theta, Normalisation.running(statistics));
    }
}
