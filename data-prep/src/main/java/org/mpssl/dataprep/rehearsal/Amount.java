package org.mpssl.dataprep.rehearsal;

import org.mpssl.UserError;

/**
 * How much is fabricated.
 *
 * @param perClass images of each class in each part
 * @param side longer side of an image, in pixels
 * @param seed of everything that is drawn by chance
 */
public record Amount(int perClass, int side, long seed) {

    private static final int SMALLEST = 8;
    private static final int LARGEST = 1024;

    /** Checks the numbers. */
    public Amount {
        if (perClass < 1) {
            throw new UserError(
                    "A class needs at least 1 image in each part, not %d.".formatted(perClass));
        }
        if (side < SMALLEST || side > LARGEST) {
            throw new UserError(
                    "The side of a fabricated image should be %d to %d pixels, it is %d."
                            .formatted(SMALLEST, LARGEST, side));
        }
    }
}
