package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Parameters;

/**
 * Says which batch-normalisation statistics a forward pass uses, and whether it moves the running
 * ones.
 *
 * <p>Running statistics are no weights: the meta-objective's passes use the batch's and leave the
 * running ones untouched, the real step of theta moves them, evaluation reads them.
 *
 * @param statistics running means and variances, named as in the checkpoint
 * @param batch whether the batch's statistics are used instead of the running ones
 * @param momentum the share of the batch in the new running statistics; 0 leaves them as they are
 */
public record Normalisation(Parameters statistics, boolean batch, double momentum) {

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    /**
     * Uses the batch's statistics and leaves the running ones alone, bit for bit.
     *
     * @param statistics the running statistics
     * @return the normalisation
     */
    public static Normalisation batch(Parameters statistics) {
        return new Normalisation(statistics, true, 0);
    }

    /**
     * Uses the batch's statistics and moves the running ones a tenth of the way towards them.
     *
     * @param statistics the running statistics
     * @return the normalisation
     */
    public static Normalisation updating(Parameters statistics) {
        return new Normalisation(statistics, true, MOMENTUM);
    }

    /**
     * Uses the running statistics.
     *
     * @param statistics the running statistics
     * @return the normalisation
     */
    public static Normalisation running(Parameters statistics) {
        return new Normalisation(statistics, false, 0);
    }

    /** Applies a layer of torchvision's: {@code weight}, {@code bias}, {@code running_mean}. */
    NDArray torchvision(NDArray images, Parameters theta, String layer) {
        return apply(
                images,
                StatisticNames.torchvision(layer),
                theta.get(layer + ".weight"),
                theta.get(layer + ".bias"),
                EPSILON);
    }

    /** Gives every channel mean 0 and variance 1, but for epsilon. */
    NDArray standardise(NDArray images, StatisticNames names, double epsilon) {
        NDManager manager = images.getManager();
        Shape channels = new Shape(images.getShape().get(1));
        NDArray one = manager.ones(channels, images.getDataType());
        NDArray zero = manager.zeros(channels, images.getDataType());
        return apply(images, names, one, zero, epsilon);
    }

    /** Standardises, then scales and shifts every channel. */
    NDArray apply(
            NDArray images, StatisticNames names, NDArray scale, NDArray shift, double epsilon) {
        return Operations.batchNorm(
                images,
                statistics.get(names.mean()),
                statistics.get(names.variance()),
                scale,
                shift,
                batch,
                momentum,
                epsilon);
    }
}
