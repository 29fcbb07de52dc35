package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** The rows of an image as bytes, red, green and blue of each pixel or its brightness alone. */
final class PixelRows {

    private final Raster raster;
    private final int bands;
    private final boolean mixed;
    private byte[] row;

    /**
     * Makes rows.
     *
     * @param image as {@link Decoded} has it
     * @param grey whether only the brightness is wanted
     */
    PixelRows(BufferedImage image, boolean grey) {
        raster = image.getRaster();
        bands = raster.getNumBands();
        mixed = grey && bands == 3;
    }

    /** Returns the bytes of a pixel. */
    int channels() {
        return mixed ? 1 : bands;
    }

    /** Returns a row, which the next call may write over. */
    byte[] row(int y) {
        // In the order of the bands, red first, however the image stores them.
        row = (byte[]) raster.getDataElements(0, y, raster.getWidth(), 1, row);
        if (mixed) {
            for (int x = 0; x < raster.getWidth(); x++) {
                row[x] = (byte) brightness(row[3 * x], row[3 * x + 1], row[3 * x + 2]);
            }
        }
        return row;
    }

    private static int brightness(byte red, byte green, byte blue) {
        // 0.299, 0.587 and 0.114 in 1/65,536, as in Pillow.
        int sum = (red & 0xff) * 19_595 + (green & 0xff) * 38_470 + (blue & 0xff) * 7_471;
        return (sum + 0x8000) >> 16;
    }
}
