package org.mpssl.dataprep.rehearsal;

import java.awt.image.BufferedImage;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;

/**
 * Draws images that show their class: waves between two colours, whose colours, direction and
 * length are the class's own; where they begin, how strong they are and a little noise are the
 * image's.
 */
final class Pictures {

    /** Steps that spread the classes over a circle, however many there are. */
    private static final double GOLDEN = 0.6180339887498949;

    private static final double PLASTIC = 0.7548776662466927;

    private static final int NOISE = 32;

    private final int side;
    private final RandomStreams streams;

    Pictures(Amount amount) {
        this.side = amount.side();
        this.streams = new RandomStreams(amount.seed());
    }

    /**
     * Draws an image, upright or not, four to three.
     *
     * @param label its class
     * @param number which of the class
     */
    Picture draw(int label, int number) {
        int shorter = side * 3 / 4;
        return number % 2 == 0
                ? draw(label, number, side, shorter)
                : draw(label, number, shorter, side);
    }

    /** Draws an image as wide as high. */
    Picture square(int label, int number) {
        return draw(label, number, side, side);
    }

    private Picture draw(int label, int number, int width, int height) {
        RandomStream random = streams.at("picture-" + label, number);
        double angle = Math.PI * fraction(label * PLASTIC);
        double waves = 2 + 4 * fraction(label * GOLDEN * PLASTIC);
        double along = 2 * Math.PI * waves / side * StrictMath.cos(angle);
        double across = 2 * Math.PI * waves / side * StrictMath.sin(angle);
        double phase = 2 * Math.PI * random.nextDouble();
        double contrast = 0.7 + 0.3 * random.nextDouble();
        int[] light = colour(fraction(label * GOLDEN), 220);
        int[] dark = colour(fraction(label * GOLDEN + 0.35), 110);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = StrictMath.sin(along * x + across * y + phase);
                image.setRGB(x, y, mixed(light, dark, 0.5 + 0.5 * contrast * wave, random));
            }
        }
        return new Picture(image);
    }

    private static int mixed(int[] light, int[] dark, double share, RandomStream random) {
        long noise = random.nextLong();
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            int value = (int) (light[channel] * share + dark[channel] * (1 - share));
            int shifted = value + (int) ((noise >>> (16 * channel)) & (NOISE - 1)) - NOISE / 2;
            rgb = (rgb << 8) | Math.max(0, Math.min(255, shifted));
        }
        return rgb;
    }

    /** Returns a colour of full saturation by its place on the circle. */
    private static int[] colour(double hue, int brightness) {
        int[] rgb = new int[3];
        for (int channel = 0; channel < 3; channel++) {
            double distance = Math.abs(fraction(hue + channel / 3.0) - 0.5) * 6 - 1;
            rgb[channel] = (int) (brightness * Math.max(0, Math.min(1, distance)));
        }
        return rgb;
    }

    private static double fraction(double value) {
        return value - Math.floor(value);
    }
}
