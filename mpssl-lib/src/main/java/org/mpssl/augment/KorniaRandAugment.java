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
 * The strong policy {@code kornia}: Kornia's {@code RandAugment(n, m)}. n different operations, the
 * same for the whole batch and in random order, at the value {@code low + (high - low) m / 30};
 * where the list says so, the sign is random per image.
 *
 * <p>The list, by index: 0 auto_contrast; 1 equalize; 2 invert; 3 rotate, degrees; 4 posterize,
 * bits; 5 solarize, a threshold; 6 solarize_add; 7 color, saturation of HSV, which leaves grey
 * images alone; 8 contrast; 9 brightness; 10 sharpness; 11 shear_x, 12 shear_y, degrees about the
 * centre; 13 translate_x, 14 translate_y, pixels. Rotate, shear and translate have a random sign.
 * What comes in from outside is black.
 *
 * <p>The arithmetic is Kornia 0.7.3's, with these differences:
 *
 * <ul>
 *   <li>Signs: where one should be negative, 0.7.3 multiplies the value by 0.
 *   <li>Posterize: 0.7.3 keeps {@code 4 m / 30} bits, fewer the lower m is. Here it is {@code 8 - 4
 *       m / 30}, truncated, as in later releases.
 *   <li>Solarize_add: 0.7.3 draws the threshold from [0, 1]. Here it is 0.5, as its list says.
 *   <li>Translate: 0.7.3 takes the 0.1 of its list for pixels, so that nothing moves. Here it is a
 *       share of the size, as in later releases.
 *   <li>Equalize and posterize have gradient zero, as Kornia's functions do, or with {@code
 *       straightThrough} let it pass, as the wrappers in Kornia's policy do. Those wrap the two
 *       solarize operations as well, whose own gradient is kept here.
 * </ul>
 *
 * <p>Draws: {@code operation} and {@code value} with its sign, (N, n). The stream gives the
 * operations, then per operation and image a sign, needed or not.
 *
 * @param n how many operations, 1 to 15
 * @param m their magnitude, above 0 and below 30
 * @param straightThrough whether equalize and posterize let the gradient pass
 */
public record KorniaRandAugment(int n, double m, boolean straightThrough)
        implements Transformation {

    private static final Palette PALETTE =
            new Palette(
                    List.of(
                            plain("auto_contrast", Tone.STRETCH),
                            plain("equalize", Tone.EQUALIZE),
                            plain("invert", Tone.INVERT),
                            signed("rotate", Warp.of(Motion.ROTATE), (m, w, h) -> m),
                            unsigned(
                                    "posterize",
                                    Tone.POSTERIZE,
                                    (m, w, h) -> (int) (8 - 4 * m / 30)),
                            unsigned("solarize", Tone.SOLARIZE, (m, w, h) -> m / 30),
                            unsigned("solarize_add", Tone.SOLARIZE_ADD, (m, w, h) -> 0.43 * m / 30),
                            unsigned("color", Tone.SATURATION, (m, w, h) -> factor(m)),
                            unsigned("contrast", Tone.SCALE, (m, w, h) -> factor(m)),
                            unsigned("brightness", Tone.SHIFT, (m, w, h) -> factor(m)),
                            unsigned("sharpness", Tone.SHARPNESS, (m, w, h) -> factor(m)),
                            signed("shear_x", Warp.of(Motion.SLANT_X), (m, w, h) -> slant(m)),
                            signed("shear_y", Warp.of(Motion.SLANT_Y), (m, w, h) -> slant(m)),
                            signed(
                                    "translate_x",
                                    Warp.of(Motion.TRANSLATE_X),
                                    (m, w, h) -> w * 0.1 * m / 30),
                            signed(
                                    "translate_y",
                                    Warp.of(Motion.TRANSLATE_Y),
                                    (m, w, h) -> h * 0.1 * m / 30)));

    /** Checks n and m. */
    public KorniaRandAugment {
        if (n < 1 || n > PALETTE.size() || !(m > 0 && m < 30)) {
            throw new IllegalArgumentException(
                    "kornia needs 1 to 15 operations and a magnitude between 0 and 30: %d, %s"
                            .formatted(n, m));
        }
    }

    private static double factor(double m) {
        return 0.1 + 1.8 * m / 30;
    }

    private static double slant(double m) {
        return 180 * 0.3 * m / 30;
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
        int[] order = random.permutation(PALETTE.size());
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < images.get(0); i++) {
                boolean negative = random.nextInt(2) == 1;
                rounds.set(i, k, order[k], value(order[k], negative, images));
            }
        }
        return rounds.draws();
    }

    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        return PALETTE.apply(step, images, draws, straightThrough);
    }
}
