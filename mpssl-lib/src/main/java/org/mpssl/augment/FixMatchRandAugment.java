package org.mpssl.augment;

import static org.mpssl.augment.Choice.plain;
import static org.mpssl.augment.Choice.unsigned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The strong policy {@code fixmatch}: the list that FixMatch's PyTorch versions, USB and TorchSSL
 * share. n operations with replacement, each at a value uniform in its range, then a {@link Cutout}
 * of up to half the width in grey (125, 123, 114).
 *
 * <p>The list, by index: 0 AutoContrast; 1 Brightness, 2 Color, 3 Contrast, factors of 0.05 to
 * 0.95; 4 Equalize; 5 Identity; 6 Posterize, int of 4 to 8 bits; 7 Rotate, -30 to 30 degrees; 8
 * Sharpness, a factor as for brightness; 9 ShearX, 10 ShearY, -0.3 to 0.3; 11 Solarize, 8-bit
 * threshold of 0 to 256; 12 TranslateX, 13 TranslateY, -0.3 to 0.3 of the size.
 *
 * <p>Where the references leave a choice, or cannot be followed: what comes in from outside is
 * black, as with PIL. The square is cut off at all borders; there it keeps its size at the left and
 * upper one. Pixels are interpolated, and no grey level is rounded but by posterize and equalize.
 *
 * <p>Draws: {@code operation} and {@code value}, (N, n), and those of {@link Cutout}. The stream
 * gives per image and operation the index and a number that becomes the value, needed or not.
 *
 * @param n how many operations; 2 in FixMatch, 3 in USB and TorchSSL
 * @param straightThrough whether equalize and posterize let the gradient pass, else it is zero
 */
public record FixMatchRandAugment(int n, boolean straightThrough) implements Transformation {

    private static final Cutout CUTOUT = new Cutout(0, 0.5, Colour.ofBytes(125, 123, 114));

    private static final Palette PALETTE =
            new Palette(
                    List.of(
                            plain("AutoContrast", Tone.AUTO_CONTRAST),
                            unsigned("Brightness", Tone.SCALE, (u, w, h) -> 0.05 + 0.9 * u),
                            unsigned("Color", Tone.COLOUR, (u, w, h) -> 0.05 + 0.9 * u),
                            unsigned("Contrast", Tone.CONTRAST, (u, w, h) -> 0.05 + 0.9 * u),
                            plain("Equalize", Tone.EQUALIZE),
                            plain("Identity", Tone.IDENTITY),
                            unsigned("Posterize", Tone.POSTERIZE, (u, w, h) -> (int) (4 + 4 * u)),
                            unsigned("Rotate", Warp.of(Motion.ROTATE), (u, w, h) -> -30 + 60 * u),
                            unsigned("Sharpness", Tone.SHARPNESS, (u, w, h) -> 0.05 + 0.9 * u),
                            unsigned(
                                    "ShearX", Warp.of(Motion.SHEAR_X), (u, w, h) -> -0.3 + 0.6 * u),
                            unsigned(
                                    "ShearY", Warp.of(Motion.SHEAR_Y), (u, w, h) -> -0.3 + 0.6 * u),
                            unsigned("Solarize", Tone.SOLARIZE, (u, w, h) -> 256 * u / 255),
                            unsigned(
                                    "TranslateX",
                                    Warp.of(Motion.TRANSLATE_X),
                                    (u, w, h) -> (-0.3 + 0.6 * u) * w),
                            unsigned(
                                    "TranslateY",
                                    Warp.of(Motion.TRANSLATE_Y),
                                    (u, w, h) -> (-0.3 + 0.6 * u) * h)));

    /** Checks n. */
    public FixMatchRandAugment {
        if (n < 1 || n > 10) {
            throw new IllegalArgumentException("fixmatch needs 1 to 10 operations, not " + n);
        }
    }

    /** Returns the names of the operations, by index. */
    public static List<String> operations() {
        return PALETTE.names();
    }

    /**
     * Returns the value of an operation.
     *
     * @param operation its index
     * @param share where in its range, 0 to 1
     * @param images the shape of the batch, (N, C, H, W)
     * @return the value
     */
    public static double value(int operation, double share, Shape images) {
        return PALETTE.value(operation, share, false, images);
    }

    @Override
    public Draws draw(RandomStream random, Shape images) {
        Rounds rounds = new Rounds(images.get(0), n);
        for (int i = 0; i < images.get(0); i++) {
            for (int k = 0; k < n; k++) {
                int index = random.nextInt(PALETTE.size());
                rounds.set(i, k, index, value(index, random.nextDouble(), images));
            }
        }
        return rounds.draws().and(CUTOUT.draw(random, images));
    }

    @Override
    public NDArray apply(Step step, NDArray images, Draws draws) {
        NDArray result = PALETTE.apply(step, images, draws, straightThrough);
        return CUTOUT.apply(step, result, draws);
    }
}
