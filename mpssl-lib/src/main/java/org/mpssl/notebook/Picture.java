package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mpssl.data.ImageSet;

/** A small image with one channel (grey) or three (red, green, blue). */
public final class Picture implements Showable {

    private final int height;
    private final int width;
    private final int channels;

    /** Row by row, the channels of a pixel together. */
    private final byte[] pixels;

    private Picture(int height, int width, int channels, byte[] pixels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("a picture has 1 or 3 channels, not " + channels);
        }
        if (height < 1 || width < 1 || pixels.length != height * width * channels) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d values are no picture of %d x %d x %d",
                            pixels.length, height, width, channels));
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = pixels;
    }

    /**
     * Returns a picture from bytes, row by row with the channels of a pixel together.
     *
     * @param pixels height x width x channels bytes
     * @param height the height
     * @param width the width
     * @param channels 1 or 3
     * @return the picture
     */
    public static Picture ofBytes(byte[] pixels, int height, int width, int channels) {
        return new Picture(height, width, channels, pixels.clone());
    }

    /**
     * Returns a picture from numbers in [0, 1], channel by channel; others are clipped.
     *
     * @param values channels x height x width numbers
     * @param channels 1 or 3
     * @param height the height
     * @param width the width
     * @return the picture
     */
    public static Picture ofFloats(float[] values, int channels, int height, int width) {
        if (values.length != channels * height * width) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d values are no picture of %d x %d x %d",
                            values.length, channels, height, width));
        }
        byte[] pixels = new byte[values.length];
        int area = height * width;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < area; i++) {
                float value = Math.max(0, Math.min(1, values[channel * area + i]));
                pixels[i * channels + channel] = (byte) Math.round(255 * value);
            }
        }
        return new Picture(height, width, channels, pixels);
    }

    /**
     * Returns the pictures of a batch: floats in [0, 1] as N x C x H x W or N x H x W, or unsigned
     * bytes as N x H x W x C.
     *
     * @param batch the batch
     * @return its pictures
     */
    public static List<Picture> all(NDArray batch) {
        Shape shape = batch.getShape();
        int n = Math.toIntExact(shape.get(0));
        if (batch.getDataType() == DataType.UINT8) {
            return all(batch.toByteArray(), n, size(shape, 1), size(shape, 2), size(shape, 3));
        }
        boolean grey = shape.dimension() == 3;
        int channels = grey ? 1 : size(shape, 1);
        int height = size(shape, grey ? 1 : 2);
        int width = size(shape, grey ? 2 : 3);
        try (NDArray floats = batch.toType(DataType.FLOAT32, true)) {
            return all(floats.toFloatArray(), n, channels, height, width);
        }
    }

    private static int size(Shape shape, int axis) {
        if (axis >= shape.dimension()) {
            throw new IllegalArgumentException(shape + " is no shape of a batch of pictures");
        }
        return Math.toIntExact(shape.get(axis));
    }

    /**
     * Returns pictures of a dataset.
     *
     * @param images the dataset
     * @param chosen positions in it
     * @return its pictures there
     */
    public static List<Picture> all(ImageSet images, int... chosen) {
        return Arrays.stream(chosen)
                .mapToObj(
                        i ->
                                new Picture(
                                        images.height(),
                                        images.width(),
                                        images.channels(),
                                        images.pixels(i)))
                .toList();
    }

    /**
     * Returns the pictures of a batch of numbers in [0, 1].
     *
     * @param values n x channels x height x width numbers
     * @param n how many pictures
     * @param channels 1 or 3
     * @param height the height
     * @param width the width
     * @return the pictures
     */
    public static List<Picture> all(float[] values, int n, int channels, int height, int width) {
        int each = channels * height * width;
        List<Picture> pictures = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            float[] one = Arrays.copyOfRange(values, i * each, (i + 1) * each);
            pictures.add(ofFloats(one, channels, height, width));
        }
        return pictures;
    }

    /**
     * Returns the pictures of a batch of bytes.
     *
     * @param pixels n x height x width x channels bytes
     * @param n how many pictures
     * @param height the height
     * @param width the width
     * @param channels 1 or 3
     * @return the pictures
     */
    public static List<Picture> all(byte[] pixels, int n, int height, int width, int channels) {
        int each = height * width * channels;
        List<Picture> pictures = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            byte[] one = Arrays.copyOfRange(pixels, i * each, (i + 1) * each);
            pictures.add(new Picture(height, width, channels, one));
        }
        return pictures;
    }

    /** Returns the height in pixels. */
    public int height() {
        return height;
    }

    /** Returns the width in pixels. */
    public int width() {
        return width;
    }

    /** Returns whether there is one channel only. */
    public boolean isGrey() {
        return channels == 1;
    }

    /** Returns the picture alone, a small one enlarged. */
    @Override
    public Bundle bundle() {
        return Bundle.picture(
                SampleGrid.of("", List.of(this), 1).png(),
                "Image of " + height + " x " + width + (isGrey() ? " grey" : "") + " pixels.");
    }

    /** Returns the picture as Java draws it; three equal channels for grey. */
    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            int red = pixels[i * channels] & 0xFF;
            int green = isGrey() ? red : pixels[i * channels + 1] & 0xFF;
            int blue = isGrey() ? red : pixels[i * channels + 2] & 0xFF;
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return image;
    }
}
