package org.mpssl.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.mpssl.files.AtomicFile;

/** Images side by side in one picture. */
public final class ContactSheet {

    private static final int GAP = 1;

    private ContactSheet() {}

    /**
     * Draws a batch row by row, with a thin white line between images.
     *
     * @param images (N, C, H, W) in [0, 1], C = 1 or 3
     * @param columns images per row
     * @param scale how many pixels wide and high a pixel is drawn
     * @return the picture
     */
    public static BufferedImage draw(NDArray images, int columns, int scale) {
        long[] shape = images.getShape().getShape();
        int n = (int) shape[0];
        int channels = (int) shape[1];
        int height = (int) shape[2];
        int width = (int) shape[3];
        float[] values = images.toType(DataType.FLOAT32, false).toFloatArray();
        int rows = (n + columns - 1) / columns;
        BufferedImage sheet =
                new BufferedImage(
                        columns * (width * scale + GAP) - GAP,
                        rows * (height * scale + GAP) - GAP,
                        BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                int column = x / (width * scale + GAP);
                int row = y / (height * scale + GAP);
                int px = x % (width * scale + GAP) / scale;
                int py = y % (height * scale + GAP) / scale;
                int image = row * columns + column;
                int rgb = 0xFFFFFF;
                if (px < width && py < height && image < n) {
                    int at = ((image * channels) * height + py) * width + px;
                    rgb = colour(values, at, channels == 3 ? height * width : 0);
                }
                sheet.setRGB(x, y, rgb);
            }
        }
        return sheet;
    }

    private static int colour(float[] values, int at, int plane) {
        return grey(values[at]) << 16
                | grey(values[at + plane]) << 8
                | grey(values[at + 2 * plane]);
    }

    private static int grey(float value) {
        return Math.round(Math.max(0, Math.min(1, value)) * 255);
    }

    /**
     * Writes a sheet as PNG.
     *
     * @param images (N, C, H, W) in [0, 1]
     * @param columns images per row
     * @param scale pixels per pixel
     * @param file the file; folders above it are made
     * @throws IOException if it cannot be written
     */
    public static void write(NDArray images, int columns, int scale, Path file) throws IOException {
        BufferedImage sheet = draw(images, columns, scale);
        // To a stream: of a file that cannot be made ImageIO prints a stack trace by itself.
        AtomicFile.write(file, out -> ImageIO.write(sheet, "png", out));
    }
}
