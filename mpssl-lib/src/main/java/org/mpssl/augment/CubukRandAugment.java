package org.mpssl.augment;

import static org.mpssl.augment.Choice.around;
import static org.mpssl.augment.Choice.plain;
import static org.mpssl.augment.Choice.signed;
import static org.mpssl.augment.Choice.unsigned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The strong policy {@code cubuk}: RandAugment(N, M) of Cubuk et al. 2020. N operations with
 * replacement, all at the one magnitude M of 0 to 30.
 *
 * <p>Implementations disagree about the ranges. Here they are those of torchvision 0.18's {@code
 * RandAugment}, in its order, by index: 0 Identity; 1 ShearX, 2 ShearY, 0.3 M/30; 3 TranslateX, 4
 * TranslateY, int(150/331 of the size times M/30) pixels, so that they grow with the image; 5
 * Rotate, M degrees; 6 Brightness, 7 Color, 8 Contrast, 9 Sharpness, factor 1 +- 0.9 M/30; 10
 * Posterize, 8 - round(4 M/30) bits; 11 Solarize, 8-bit threshold 255 - 255 M/30, so that at M = 0
 * white turns black; 12 AutoContrast; 13 Equalize. 1 to 9 have a random sign. What comes in from
 * outside is black, as there. Pixels are interpolated, and no grey level is rounded but by
 * posterize and equalize.
 *
 * <p>Draws: {@code operation} and {@code value}, with its sign, (N, n). The stream gives per image
 * and operation the index and a sign, needed or not.
 *
 * @param n how many operations
 * @param m their magnitude, 0 to 30
 * @param straightThrough whether equalize and posterize let the gradient pass, else it is zero
 */
public record CubukRandAugment(int n, double m, boolean straightThrough) implements Transformation {

    private static final Palette PALETTE =
            new Palette(
                    List.of(
                            plain("Identity", Tone.IDENTITY),
                            signed("ShearX", Warp.of(Motion.SHEAR_X), (m, w, h) -> 0.3 * m / 30),
                            signed("ShearY", Warp.of(Motion.SHEAR_Y), (m, w, h) -> 0.3 * m / 30),
                            signed(
                                    "TranslateX",
                                    Warp.of(Motion.TRANSLATE_X),
                                    (m, w, h) -> pixels(m, w)),
                            signed(
                                    "TranslateY",
                                    Warp.of(Motion.TRANSLATE_Y),
                                    (m, w, h) -> pixels(m, h)),
                            signed("Rotate", Warp.of(Motion.ROTATE), (m, w, h) -> m),
                            around("Brightness", 1, Tone.SCALE, (m, w, h) -> 0.9 * m / 30),
                            around("Color", 1, Tone.COLOUR, (m, w, h) -> 0.9 * m / 30),
                            around("Contrast", 1, Tone.CONTRAST, (m, w, h) -> 0.9 * m / 30),
                            around("Sharpness", 1, Tone.SHARPNESS, (m, w, h) -> 0.9 * m / 30),
                            unsigned(
                                    "Posterize",
                                    Tone.POSTERIZE,
                                    (m, w, h) -> 8 - Math.rint(m / 7.5)),
                            unsigned("Solarize", Tone.SOLARIZE, (m, w, h) -> threshold(m)),
                            plain("AutoContrast", Tone.AUTO_CONTRAST),
                            plain("Equalize", Tone.EQUALIZE)));

    /** Checks N and M. */
    public CubukRandAugment {
        if (n < 1 || n > 10 || !(m >= 0 && m <= 30)) {
            throw new IllegalArgumentException(
                    "cubuk needs 1 to 10 operations and a magnitude of 0 to 30: %d, %s"
                            .formatted(n, m));
        }
    }

    private static double pixels(double m, double size) {
        return (int) (150.0 / 331 * size * m / 30);
    }

    /** Half-way between two grey levels, so that it decides 8-bit images whatever the rounding. */
    private static double threshold(double m) {
        return (Math.ceil(255 - 8.5 * m) - 0.5) / 255;
    }

    /** Returns the names of the operations, by index. */
    public static List<String> operations() {
        return PALETTE.names();
    }

    /**
     * Returns the value of an operation.
     *
     * @param operation its index
     * @param negative whether the sign is negative, if there is one
     * @param images the shape of the batch, (N, C, H, W)
     * @return the value
     */
    public double value(int operation, boolean negative, Shape images) {
        return PALETTE.value(operation, m, negative, images);
    }

    @Override
    public Draws draw(RandomStream random, Shape images) {
        Rounds rounds = new Rounds(images.get(0), n);
        for (int i = 0; i < images.get(0); i++) {
            for (int k = 0; k < n; k++) {
                int index = random.nextInt(PALETTE.size());
                boolean negative = random.nextInt(2) == 1;
                rounds.set(i, k, index, value(index, negative, images));
            }
        }
        return rounds.draws();
    }

    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        return PALETTE.apply(step, images, draws, straightThrough);
    }
}
