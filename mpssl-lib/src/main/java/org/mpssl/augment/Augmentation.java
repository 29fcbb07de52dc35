package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The pair of augmentations: {@code T_w}, and {@code T_s}, which is a weak one followed by
 * intensity operations.
 *
 * @param weak flip and shift
 * @param strong the operations that follow in a strong view
 */
public record Augmentation(FlipAndShift weak, Intensity strong) {

    /**
     * Returns weak views.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param random the stream of this view
     * @return (N, C, H, W)
     */
    public NDArray weakView(Step step, NDArray images, RandomStream random) {
        return weak.apply(step, images, weak.draw(random, (int) images.getShape().get(0)));
    }

    /**
     * Returns strong views.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param random the stream of this view
     * @return (N, C, H, W)
     */
    public NDArray strongView(Step step, NDArray images, RandomStream random) {
        NDArray shifted = weakView(step, images, random);
        return strong.apply(step, shifted, strong.draw(random, (int) images.getShape().get(0)));
    }
}
