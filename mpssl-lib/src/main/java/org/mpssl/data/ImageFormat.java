package org.mpssl.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.OwnedArrays;
import org.mpssl.tensor.Resize;
import org.mpssl.tensor.Step;

/**
 * What the classifier sees: images of one size and one number of channels, in [0, 1].
 *
 * @param side height and width; images of another size are resized bilinearly, with anti-aliasing
 *     where they shrink
 * @param channels 1 or 3; grey images are repeated, and colours weighed where grey is wanted
 */
public record ImageFormat(int side, int channels) {

    /** Stored images of this size get a border of zeros, which makes them 32 pixels. */
    private static final int SMALL = 28;

    private static final int BORDER = 2;

    /** Shares of red, green and blue in grey (ITU-R BT.601, as in Pillow and torchvision). */
    private static final float[] GREY = {0.299f, 0.587f, 0.114f};

    /**
     * Reads images of a set; those of 28 pixels with a border of 2, in which the shipped networks
     * know them.
     *
     * @param step the current scope
     * @param images the set
     * @param chosen positions in it
     * @return (N, channels, side, side)
     */
    public NDArray read(Step step, ImageSet images, int[] chosen) {
        return fit(images.toArray(step.manager(), chosen, step.type(), border(images)));
    }

    /** Returns the rows and columns of zeros around each image of a set. */
    int border(ImageSet images) {
        return images.height() == SMALL && images.width() == SMALL ? BORDER : 0;
    }

    /**
     * Returns this format with another number of channels.
     *
     * @param other 1 or 3
     * @return the format
     */
    public ImageFormat withChannels(int other) {
        return new ImageFormat(side, other);
    }

    /**
     * Brings images to this format; differentiable. Those that have it are returned as they are.
     *
     * @param images (N, C, H, W)
     * @return (N, channels, side, side)
     */
    public NDArray fit(NDArray images) {
        Shape shape = images.getShape();
        NDArray result = images;
        if (shape.get(1) != channels) {
            result = shape.get(1) == 1 ? result.repeat(1, channels) : grey(result);
        }
        if (shape.get(2) != side || shape.get(3) != side) {
            result = Resize.bilinear(result, side, side);
        }
        return result;
    }

    private static NDArray grey(NDArray images) {
        Shape shape = new Shape(1, GREY.length, 1, 1);
        NDArray shares = OwnedArrays.of(images.getManager(), GREY, shape, images.getDataType());
        return images.mul(shares).sum(new int[] {1}, true);
    }
}
