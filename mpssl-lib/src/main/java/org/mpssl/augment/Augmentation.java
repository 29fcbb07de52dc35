package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.OwnedArrays;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The pair of augmentations: {@code T_w}, and {@code T_s}, which is a weak one followed by a strong
 * policy, as in FixMatch and UDA.
 *
 * @param weak makes weak views
 * @param strong the policy that follows a weak view in a strong one
 */
public record Augmentation(Transformation weak, Transformation strong) {

    /**
     * Draws weak views.
     *
     * @param random the stream of this view
     * @param images the shape of the batch, (N, C, H, W)
     * @return the draws
     */
    public Draws drawWeak(RandomStream random, Shape images) {
        return weak.draw(random, images);
    }

    /**
     * Draws strong views: a weak one, then the policy, under names of their own.
     *
     * @param random the stream of this view
     * @param images the shape of the batch, (N, C, H, W)
     * @return the draws
     */
    public Draws drawStrong(RandomStream random, Shape images) {
        return weak.draw(random, images).and(strong.draw(random, images));
    }

    /**
     * Returns weak views.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param draws from {@link #drawWeak}
     * @return (N, C, H, W)
     */
    public NDArray weakView(Step step, NDArray images, Draws draws) {
        return weak.apply(step, images, draws);
    }

    /**
     * Returns strong views.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param draws from {@link #drawStrong}
     * @return (N, C, H, W)
     */
    public NDArray strongView(Step step, NDArray images, Draws draws) {
        return strong.apply(step, weak.apply(step, images, draws), draws);
    }

    /**
     * Draws and returns weak views.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param random the stream of this view
     * @return (N, C, H, W)
     */
    public NDArray weakView(Step step, NDArray images, RandomStream random) {
        return weakView(step, images, recorded(step, random, drawWeak(random, images.getShape())));
    }

    /**
     * Draws and returns strong views.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param random the stream of this view
     * @return (N, C, H, W)
     */
    public NDArray strongView(Step step, NDArray images, RandomStream random) {
        Draws draws = recorded(step, random, drawStrong(random, images.getShape()));
        return strongView(step, images, draws);
    }

    private static Draws recorded(Step step, RandomStream random, Draws draws) {
        if (step.isRecorded()) {
            draws.all()
                    .forEach(
                            (name, numbers) ->
                                    step.record(
                                            "draw/" + random.name() + "/" + name,
                                            OwnedArrays.of(
                                                    step.manager(),
                                                    numbers.values(),
                                                    numbers.shape(),
                                                    numbers.type())));
        }
        return draws;
    }
}
