package org.mpssl.train;

import java.util.List;
import org.mpssl.augment.Augmentation;
import org.mpssl.augment.Border;
import org.mpssl.augment.Colour;
import org.mpssl.augment.CubukRandAugment;
import org.mpssl.augment.FixMatchRandAugment;
import org.mpssl.augment.FlipAndResizedCrop;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;
import org.mpssl.augment.KorniaRandAugment;
import org.mpssl.augment.Transformation;
import org.mpssl.augment.UdaRandAugment;

/**
 * The weak and the strong view of an image.
 *
 * @param weak the weak view: a flip, and a {@code shift} with zeros outside, which is a padded
 *     random crop, a {@code reflected-shift}, or a {@code resized-crop}
 * @param shift largest shift in pixels
 * @param policy what follows a weak view in a strong one: {@code intensity}, or RandAugment as in
 *     {@code kornia}, {@code uda}, {@code fixmatch}, {@code cubuk}
 * @param strongOperations operations of a strong view
 * @param strongStrength of {@code intensity}: how far factors reach from 1
 * @param magnitude of {@code kornia} (between 0 and 30) and {@code cubuk}
 * @param straightThrough whether operations without a derivative hand the gradient through
 */
public record ViewSettings(
        String weak,
        int shift,
        String policy,
        int strongOperations,
        double strongStrength,
        double magnitude,
        boolean straightThrough) {

    private static final Colour MEAN = new Colour(List.of(0.485, 0.456, 0.406));

    static final List<String> WEAK = List.of("shift", "reflected-shift", "resized-crop");
    static final List<String> POLICIES = List.of("intensity", "kornia", "uda", "fixmatch", "cubuk");

    void check(SpecCheck check) {
        check.oneOf("weak", weak, WEAK)
                .within("shift", shift, 0, 64)
                .oneOf("policy", policy, POLICIES)
                .within("strongOperations", strongOperations, 0, 4)
                .within("strongStrength", strongStrength, 0, 1)
                .within("magnitude", magnitude, 0, 30);
    }

    /** Makes the pair of augmentations, for a classifier that standardises images or does not. */
    Augmentation augmentation(boolean standardised) {
        return new Augmentation(weakView(), strongPolicy(standardised));
    }

    private Transformation weakView() {
        return switch (weak) {
            case "reflected-shift" -> new FlipAndShift(shift, Border.REFLECT);
            case "resized-crop" -> new FlipAndResizedCrop(0.08, 1, 3 / 4.0, 4 / 3.0);
            default -> new FlipAndShift(shift);
        };
    }

    private Transformation strongPolicy(boolean standardised) {
        return switch (policy) {
            case "kornia" -> new KorniaRandAugment(strongOperations, magnitude, straightThrough);
            case "cubuk" -> new CubukRandAugment(strongOperations, magnitude, straightThrough);
            case "fixmatch" -> new FixMatchRandAugment(strongOperations, straightThrough);
            // There, what is outside is zero after standardisation: the mean colour.
            case "uda" -> new UdaRandAugment(standardised ? MEAN : Colour.BLACK, straightThrough);
            default -> new Intensity(strongOperations, strongStrength);
        };
    }
}
