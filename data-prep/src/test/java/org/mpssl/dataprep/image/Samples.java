package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/** Small images made with another program, and such as tests make themselves. */
final class Samples {

    private Samples() {}

    static byte[] file(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Returns a PNG's pixels, red, green and blue of each. */
    static byte[] rgb(String name) throws IOException {
        return rgb(ImageIO.read(new ByteArrayInputStream(file(name))));
    }

    static byte[] rgb(BufferedImage image) {
        int bands = image.getRaster().getNumBands();
        byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            int x = pixel % image.getWidth();
            int y = pixel / image.getWidth();
            rgb[i] = (byte) image.getRaster().getSample(x, y, bands == 1 ? 0 : i % 3);
        }
        return rgb;
    }

    static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }
}
