package org.mpssl.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.OwnedArrays;

/** What torchvision's networks expect: ImageNet's mean 0 and deviation 1 in every channel. */
final class Standardisation {

    private static final int CHANNELS = 3;

    private static final double[] MEAN = {0.485, 0.456, 0.406};
    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    private Standardisation() {}

    static void check(ResNet.Input input, int channels) {
        if (input == ResNet.Input.IMAGENET && channels != CHANNELS) {
            throw new IllegalArgumentException(
                    "images of %d channels have no mean and deviation of ImageNet"
                            .formatted(channels));
        }
    }

    /** Standardises images (N, 3, H, W) in [0, 1]; differentiable. */
    static NDArray imageNet(NDArray images) {
        return images.sub(row(images, MEAN)).div(row(images, DEVIATION));
    }

    private static NDArray row(NDArray like, double[] values) {
        NDManager manager = like.getManager();
        return OwnedArrays.of(manager, values, new Shape(1, CHANNELS, 1, 1), like.getDataType());
    }
}
