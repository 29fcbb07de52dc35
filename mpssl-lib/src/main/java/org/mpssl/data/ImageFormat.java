package org.mpssl.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.UserError;
import org.mpssl.tensor.Resize;
import org.mpssl.tensor.Step;

/**
 * What the classifier sees: images of one size and one number of channels, in [0, 1].
 *
 * @param padding zeros around every stored image
 * @param side height and width; images of another size are resized bilinearly, with anti-aliasing
 *     where they shrink
 * @param channels 1 or 3; grey images are repeated
 */
public record ImageFormat(int padding, int side, int channels) {

    /**
     * Reads images of a set.
     *
     * @param step the current scope
     * @param images the set
     * @param chosen positions in it
     * @return (N, channels, side, side)
     */
    public NDArray read(Step step, ImageSet images, int[] chosen) {
        return fit(images.toArray(step.manager(), chosen, step.type(), padding));
    }

    /**
     * Returns this format with another number of channels.
     *
     * @param other 1 or 3
     * @return the format
     */
    public ImageFormat withChannels(int other) {
        return new ImageFormat(padding, side, other);
    }

    /**
     * Brings images to this format; differentiable. Those that have it are returned as they are.
     *
     * @param images (N, C, H, W)
     * @return (N, channels, side, side)
     * @throws UserError if colour images are to become grey
     */
    public NDArray fit(NDArray images) {
        Shape shape = images.getShape();
        NDArray result = images;
        if (shape.get(1) != channels) {
            if (shape.get(1) != 1) {
                throw new UserError(
                        "images of %d channels cannot be seen as %d: set the run's channels to %d"
                                .formatted(shape.get(1), channels, shape.get(1)));
            }
            result = result.repeat(1, channels);
        }
        if (shape.get(2) != side || shape.get(3) != side) {
            result = Resize.bilinear(result, side, side);
        }
        return result;
    }
}
