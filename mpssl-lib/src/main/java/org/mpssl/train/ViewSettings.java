package org.mpssl.train;

import java.util.List;
import org.mpssl.augment.Augmentation;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;

/**
 * The weak and the strong view of an image.
 *
 * @param weak the weak view: a flip and a {@code shift}, a padded {@code crop}, or a {@code
 *     resized-crop}
 * @param shift largest shift in pixels; of a crop, the padding
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

    static final List<String> WEAK = List.of("shift", "crop", "resized-crop");
    static final List<String> POLICIES = List.of("intensity", "kornia", "uda", "fixmatch", "cubuk");

    void check(SpecCheck check) {
        check.oneOf("weak", weak, WEAK)
                .within("shift", shift, 0, 64)
                .oneOf("policy", policy, POLICIES)
                .within("strongOperations", strongOperations, 0, 4)
                .within("strongStrength", strongStrength, 0, 1)
                .within("magnitude", magnitude, 0, 30);
    }

    /** Makes the pair of augmentations. */
    Augmentation augmentation() {
        return new Augmentation(
                new FlipAndShift(shift), new Intensity(strongOperations, strongStrength));
    }
}
