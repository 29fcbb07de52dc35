package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Brings what the JDK's readers return to one of two forms without touching the stored values. */
final class StoredPixels {

    private static final int OPAQUE = 255;

    private StoredPixels() {}

    /** Returns an image of three bytes a pixel, or of one if it has no colours. */
    static BufferedImage of(BufferedImage read) {
        if (read.getType() == BufferedImage.TYPE_3BYTE_BGR
                || read.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            return read;
        }
        return read.getColorModel() instanceof ComponentColorModel
                ? fromSamples(read)
                : fromColours(read);
    }

    /** Grey or colour, 8 or 16 bits, with or without alpha: by samples, so that no profile acts. */
    private static BufferedImage fromSamples(BufferedImage read) {
        Raster raster = read.getRaster();
        int bands = raster.getNumBands();
        boolean alpha = read.getColorModel().hasAlpha();
        int colours = alpha ? bands - 1 : bands;
        int shift = raster.getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        BufferedImage image = blank(read, colours);
        int[] in = null;
        int[] out = new int[read.getWidth() * colours];
        for (int y = 0; y < read.getHeight(); y++) {
            in = raster.getPixels(0, y, read.getWidth(), 1, in);
            for (int x = 0; x < read.getWidth(); x++) {
                int opacity = alpha ? in[x * bands + colours] >> shift : OPAQUE;
                for (int c = 0; c < colours; c++) {
                    out[x * colours + c] = onWhite(in[x * bands + c] >> shift, opacity);
                }
            }
            image.getRaster().setPixels(0, y, read.getWidth(), 1, out);
        }
        return image;
    }

    /** A palette, or bits packed into one number: all of them sRGB. */
    private static BufferedImage fromColours(BufferedImage read) {
        BufferedImage image = blank(read, 3);
        int[] in = null;
        int[] out = new int[read.getWidth() * 3];
        for (int y = 0; y < read.getHeight(); y++) {
            in = read.getRGB(0, y, read.getWidth(), 1, in, 0, read.getWidth());
            for (int x = 0; x < read.getWidth(); x++) {
                int opacity = in[x] >>> 24;
                for (int c = 0; c < 3; c++) {
                    out[x * 3 + c] = onWhite((in[x] >> (16 - 8 * c)) & 255, opacity);
                }
            }
            image.getRaster().setPixels(0, y, read.getWidth(), 1, out);
        }
        return image;
    }

    private static int onWhite(int value, int opacity) {
        return (value * opacity + OPAQUE * (OPAQUE - opacity) + OPAQUE / 2) / OPAQUE;
    }

    private static BufferedImage blank(BufferedImage read, int colours) {
        return new BufferedImage(
                read.getWidth(),
                read.getHeight(),
                colours == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    }
}
