package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** Makes colours of the four inks of a JPEG for printers, in the way of Pillow. */
final class FourInks {

    private FourInks() {}

    /**
     * Returns an image.
     *
     * @param stored four samples a pixel as the file has them: Adobe's way, so 255 is no ink
     * @param ycck whether the first three are brightness and two colour differences
     */
    static BufferedImage image(Raster stored, boolean ycck) {
        int width = stored.getWidth();
        int height = stored.getHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        int[] inks = null;
        int[] row = new int[width * 3];
        for (int y = 0; y < height; y++) {
            inks = stored.getPixels(stored.getMinX(), stored.getMinY() + y, width, 1, inks);
            for (int x = 0; x < width; x++) {
                if (ycck) {
                    toInks(inks, x * 4);
                }
                for (int c = 0; c < 3; c++) {
                    row[x * 3 + c] = light(inks[x * 4 + c], inks[x * 4 + 3]);
                }
            }
            image.getRaster().setPixels(0, y, width, 1, row);
        }
        return image;
    }

    /** What an ink leaves of the light that black has left. */
    private static int light(int unInked, int unBlackened) {
        int taken = (255 - unInked) * unBlackened + 128;
        return unBlackened - ((taken + (taken >> 8)) >> 8);
    }

    /** The colours of JPEG's brightness and differences, of which the inks are the complement. */
    private static void toInks(int[] samples, int at) {
        int brightness = samples[at];
        double blueness = samples[at + 1] - 128;
        double redness = samples[at + 2] - 128;
        samples[at] = 255 - level(brightness + 1.402 * redness);
        samples[at + 1] = 255 - level(brightness - 0.344136 * blueness - 0.714136 * redness);
        samples[at + 2] = 255 - level(brightness + 1.772 * blueness);
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
