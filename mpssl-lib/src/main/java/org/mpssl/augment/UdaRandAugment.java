package org.mpssl.augment;

import static org.mpssl.augment.Choice.plain;
import static org.mpssl.augment.Choice.signed;
import static org.mpssl.augment.Choice.unsigned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The strong policy {@code uda}: what google-research/uda calls RandAugment (Xie et al. 2020). An
 * ordered pair of operations, each at a level L of 1 to 9 and applied with probability one half;
 * then a {@link Cutout} of half the width. All (15 * 9)^2 pairs are equally likely.
 *
 * <p>The list, by index: 0 Invert; 1 Cutout, side 2 L pixels; 2 Sharpness, factor 0.1 + 0.18 L; 3
 * AutoContrast; 4 Posterize, 4 - int(0.4 L) bits; 5 ShearX, 0.03 L; 6 TranslateX, L pixels; 7
 * TranslateY; 8 ShearY; 9 Rotate, int(3 L) degrees; 10 Equalize; 11 Contrast, 12 Color, factors as
 * for sharpness; 13 Solarize, 8-bit threshold 256 - int(25.6 L); 14 Brightness, a factor. Shears,
 * translations and rotations have a random sign.
 *
 * <p>Where the reference leaves a choice, or cannot be followed:
 *
 * <ul>
 *   <li>Pixels are those of CIFAR's 32; they grow with the image, at 224 pixels to 7 L.
 *   <li>Outside of an image the reference has zero <em>after</em> normalisation. Images come here
 *       before it, so {@code outside} has to be the mean that is subtracted later; black if none
 *       is. The last Cutout has that colour too; that of the list is (125, 122, 113), as there.
 *   <li>The weak view, flip and crop, comes first; there it stands before the last Cutout.
 *   <li>Pixels are interpolated, and no grey level is rounded but by posterize and equalize.
 * </ul>
 *
 * <p>Draws: {@code operation}, an index, or -1 if it is not applied, {@code value} with its sign,
 * {@code x} and {@code y}, the place of a square, (N, 2), and those of {@link Cutout}. The stream
 * gives per image and operation: index, level, applied or not, sign, x, y, needed or not.
 *
 * @param outside the colour outside of an image
 * @param straightThrough whether equalize and posterize let the gradient pass, else it is zero
 */
public record UdaRandAugment(Colour outside, boolean straightThrough) implements Transformation {

    private static final int ROUNDS = 2;
    private static final int LEVELS = 9;
    private static final Colour GREY = Colour.ofBytes(125, 122, 113);

    /** Returns the names of the operations, by index. */
    public static List<String> operations() {
        return palette(Colour.BLACK).names();
    }

    /**
     * Returns the value of an operation.
     *
     * @param operation its index
     * @param level 1 to 9
     * @param negative whether the sign is negative, if there is one
     * @param images the shape of the batch, (N, C, H, W)
     * @return the value
     */
    public static double value(int operation, int level, boolean negative, Shape images) {
        return palette(Colour.BLACK).value(operation, level, negative, images);
    }

    private static Palette palette(Colour outside) {
        return new Palette(
                List.of(
                        plain("Invert", Tone.INVERT),
                        unsigned("Cutout", new Patch(GREY), (l, w, h) -> (int) (2 * l * w / 32)),
                        unsigned("Sharpness", Tone.SHARPNESS, (l, w, h) -> factor(l)),
                        plain("AutoContrast", Tone.AUTO_CONTRAST),
                        unsigned("Posterize", Tone.POSTERIZE, (l, w, h) -> 4 - (int) (0.4 * l)),
                        signed("ShearX", new Warp(Motion.SHEAR_X, outside), (l, w, h) -> 0.03 * l),
                        signed(
                                "TranslateX",
                                new Warp(Motion.TRANSLATE_X, outside),
                                (l, w, h) -> l * w / 32),
                        signed(
                                "TranslateY",
                                new Warp(Motion.TRANSLATE_Y, outside),
                                (l, w, h) -> l * h / 32),
                        signed("ShearY", new Warp(Motion.SHEAR_Y, outside), (l, w, h) -> 0.03 * l),
                        signed("Rotate", new Warp(Motion.ROTATE, outside), (l, w, h) -> 3 * l),
                        plain("Equalize", Tone.EQUALIZE),
                        unsigned("Contrast", Tone.CONTRAST, (l, w, h) -> factor(l)),
                        unsigned("Color", Tone.COLOUR, (l, w, h) -> factor(l)),
                        unsigned("Solarize", Tone.SOLARIZE, (l, w, h) -> threshold(l)),
                        unsigned("Brightness", Tone.SCALE, (l, w, h) -> factor(l))));
    }

    private static double factor(double level) {
        return 0.1 + 0.18 * level;
    }

    /** Half-way between two grey levels, so that it decides 8-bit images whatever the rounding. */
    private static double threshold(double level) {
        return (256 - (int) (25.6 * level) - 0.5) / 255;
    }

    @Override
    public Draws draw(RandomStream random, Shape images) {
        Palette palette = palette(outside);
        int n = (int) images.get(0);
        Rounds rounds = new Rounds(n, ROUNDS);
        int[] x = new int[n * ROUNDS];
        int[] y = new int[n * ROUNDS];
        for (int i = 0; i < n * ROUNDS; i++) {
            int index = random.nextInt(palette.size());
            int level = 1 + random.nextInt(LEVELS);
            boolean applied = random.nextInt(2) == 1;
            boolean negative = random.nextInt(2) == 1;
            x[i] = random.nextInt((int) images.get(3));
            y[i] = random.nextInt((int) images.get(2));
            double value = palette.value(index, level, negative, images);
            rounds.set(i / ROUNDS, i % ROUNDS, applied ? index : Rounds.NONE, value);
        }
        Shape shape = new Shape(n, ROUNDS);
        return rounds.draws()
                .with("x", x, shape)
                .with("y", y, shape)
                .and(cutout().draw(random, images));
    }

    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        NDArray result = palette(outside).apply(step, images, draws, straightThrough);
        return cutout().apply(step, result, draws);
    }

    private Cutout cutout() {
        return new Cutout(0.5, 0.5, outside);
    }
}
