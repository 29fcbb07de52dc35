package org.mpssl.dataprep.rehearsal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * JPEGs of the sizes that photographs of Cars have: 250 to 3,000 pixels wide, half of them above
 * 700, and about 120 kB in the mean. Every eighth is progressive, one is grey.
 */
final class Photographs {

    static final int COUNT = 48;
    static final int GREY = 20;

    private static final int NARROWEST = 250;
    private static final int WIDEST = 3000;
    private static final int MEDIAN = 700;
    private static final double SPREAD = 0.55;
    private static final int NOISE = 34;
    private static final int PROGRESSIVE = 8;

    private Photographs() {}

    static List<byte[]> encoded() {
        return IntStream.range(0, COUNT).parallel().mapToObj(Photographs::encoded).toList();
    }

    private static byte[] encoded(int i) {
        BufferedImage image = draw(i, width(i));
        return jpeg(
                i == GREY ? new Picture(image).grey().pixels() : image,
                i % PROGRESSIVE == PROGRESSIVE - 1);
    }

    /** The quantiles of a log-normal distribution; the ends are the ends. */
    private static int width(int i) {
        if (i == 0) {
            return NARROWEST;
        }
        if (i == COUNT - 1) {
            return WIDEST;
        }
        // The logistic curve instead of the normal one, whose quantiles the JDK does not have.
        double share = (i + 0.5) / COUNT;
        double quantile = StrictMath.log(share / (1 - share)) / 1.702;
        double width = MEDIAN * StrictMath.exp(SPREAD * quantile);
        return (int) Math.max(NARROWEST, Math.min(WIDEST, width));
    }

    /** Smooth shades with grain, for about as many bytes a pixel as photographs have. */
    private static BufferedImage draw(int i, int width) {
        SplittableRandom random = new SplittableRandom(i);
        int height = i % 3 == 0 ? width * 2 / 3 : width * 11 / 16;
        double[] row = shades(width, random);
        double[] column = shades(height, random);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int grain = random.nextInt(NOISE) - NOISE / 2;
                int red = level(128 + row[x] * column[y] + grain);
                int green = level(110 + row[x] - column[y] + grain);
                int blue = level(90 + row[width - 1 - x] + grain);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    private static double[] shades(int length, SplittableRandom random) {
        double waves = 1 + 6 * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        return IntStream.range(0, length)
                .mapToDouble(i -> 9 * StrictMath.sin(2 * Math.PI * waves * i / length + phase))
                .toArray();
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, value));
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(
                    progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
