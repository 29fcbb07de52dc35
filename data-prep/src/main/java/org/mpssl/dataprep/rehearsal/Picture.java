package org.mpssl.dataprep.rehearsal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A drawn image.
 *
 * @param pixels its pixels
 */
record Picture(BufferedImage pixels) {

    /** Returns the same in one channel. */
    Picture grey() {
        BufferedImage grey =
                new BufferedImage(
                        pixels.getWidth(), pixels.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < grey.getHeight(); y++) {
            for (int x = 0; x < grey.getWidth(); x++) {
                int rgb = pixels.getRGB(x, y);
                int sum = ((rgb >> 16) & 0xFF) + ((rgb >> 8) & 0xFF) + (rgb & 0xFF);
                grey.getRaster().setSample(x, y, 0, sum / 3);
            }
        }
        return new Picture(grey);
    }

    /** Returns the same with white rows and black marks, like a line of text, below it. */
    Picture withBanner(int rows) {
        BufferedImage whole =
                new BufferedImage(pixels.getWidth(), pixels.getHeight() + rows, pixels.getType());
        Graphics2D graphics = whole.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, whole.getWidth(), whole.getHeight());
        graphics.drawImage(pixels, 0, 0, null);
        graphics.setColor(Color.BLACK);
        for (int x = 4; x + 4 < whole.getWidth(); x += 8) {
            graphics.fillRect(x, pixels.getHeight() + rows / 4, 4, rows / 2);
        }
        graphics.dispose();
        return new Picture(whole);
    }

    /** Returns the values of a grey picture, row by row. */
    byte[] values() {
        return ((DataBufferByte) pixels.getRaster().getDataBuffer()).getData();
    }

    byte[] jpeg() {
        return encoded("jpg");
    }

    byte[] png() {
        return encoded("png");
    }

    byte[] gif() {
        return encoded("gif");
    }

    private byte[] encoded(String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(pixels, format, out)) {
                throw new IllegalStateException("this Java writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
