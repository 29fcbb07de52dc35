package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;

/**
 * Makes squares of photographs as torchvision's {@code Resize(size)} and {@code CenterCrop(size)}
 * do for an image of Pillow's: the shorter side is resized to the size with a triangle filter that
 * averages where the image shrinks, and the middle of the longer side is kept.
 *
 * <p>The result is Pillow's to the bit, except that Pillow 13 and later take tall images' columns
 * before their rows, which changes some levels by 1.
 *
 * @param size side of the square in pixels
 */
public record SquareFit(int size) {

    private static final int COLOURS = 3;

    /** A square has pixels. */
    public SquareFit {
        if (size < 1) {
            throw new IllegalArgumentException("size " + size);
        }
    }

    /**
     * Makes a colour square.
     *
     * @param image as {@link Decoded} has it; grey is repeated
     * @param cropBottom rows to be cut off its bottom before
     * @return (size, size, 3) unsigned bytes, row-major, red, green and blue of each pixel
     * @throws UndecodableImageException if no row is left
     */
    public byte[] colour(BufferedImage image, int cropBottom) throws UndecodableImageException {
        boolean grey = image.getRaster().getNumBands() == 1;
        byte[] square = fit(image, cropBottom, false);
        return grey ? repeated(square) : square;
    }

    /**
     * Makes a grey square. Colours become brightness before they are resized, with the weights of
     * ITU-R 601 that Pillow uses.
     *
     * @param image as {@link Decoded} has it
     * @param cropBottom rows to be cut off its bottom before
     * @return (size, size, 1) unsigned bytes, row-major
     * @throws UndecodableImageException if no row is left
     */
    public byte[] grey(BufferedImage image, int cropBottom) throws UndecodableImageException {
        return fit(image, cropBottom, true);
    }

    private byte[] fit(BufferedImage image, int cropBottom, boolean grey)
            throws UndecodableImageException {
        int width = image.getWidth();
        int height = image.getHeight() - cropBottom;
        if (height < 1) {
            throw new UndecodableImageException(
                    "has %d rows, of which %d are to be cut off"
                            .formatted(image.getHeight(), cropBottom));
        }
        TriangleWeights across = middle(width, resized(width, height));
        TriangleWeights down = middle(height, resized(height, width));
        PixelRows rows = new PixelRows(image, grey);
        return columns(lines(rows, across, down), across.count() * rows.channels(), down);
    }

    /** How long a side becomes: torchvision rounds down. */
    private int resized(int side, int other) {
        return side <= other ? size : (int) ((double) size * side / other);
    }

    private TriangleWeights middle(int side, int resized) {
        // To the even number if there are two nearest ones, like Python's round.
        int from = (int) Math.rint((resized - size) / 2.0);
        return new TriangleWeights(side, resized, from, size);
    }

    /** Resizes all rows that are needed, each to the square's width. */
    private static byte[] lines(PixelRows rows, TriangleWeights across, TriangleWeights down) {
        int channels = rows.channels();
        byte[] lines = new byte[(down.end() - down.begin()) * across.count() * channels];
        int at = 0;
        for (int y = down.begin(); y < down.end(); y++) {
            byte[] row = rows.row(y);
            for (int x = 0; x < across.count(); x++) {
                for (int c = 0; c < channels; c++) {
                    lines[at++] = (byte) across.apply(x, row, c, channels);
                }
            }
        }
        return lines;
    }

    /** Resizes columns. */
    private static byte[] columns(byte[] lines, int width, TriangleWeights down) {
        byte[] square = new byte[down.count() * width];
        int at = 0;
        for (int y = 0; y < down.count(); y++) {
            for (int x = 0; x < width; x++) {
                square[at++] = (byte) down.apply(y, lines, x - down.begin() * width, width);
            }
        }
        return square;
    }

    private static byte[] repeated(byte[] grey) {
        byte[] colours = new byte[grey.length * COLOURS];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = grey[i / COLOURS];
        }
        return colours;
    }
}
