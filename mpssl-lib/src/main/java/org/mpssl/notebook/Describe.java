package org.mpssl.notebook;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/** Says in a line or two what a value is. */
final class Describe {

    private static final int SMALL = 64;

    private Describe() {}

    /**
     * Describes an array by type, shape and device, and a small one by its values as well.
     *
     * @param array the array
     * @return the description
     */
    static Bundle array(NDArray array) {
        if (array.isReleased()) {
            return Bundle.text("NDArray, closed");
        }
        String head =
                "NDArray "
                        + array.getDataType().name().toLowerCase(Locale.ROOT)
                        + " "
                        + array.getShape()
                        + " on "
                        + array.getDevice();
        if (array.isEmpty() || array.size() > SMALL) {
            return Bundle.text(head);
        }
        return Bundle.text(head + "\n" + array.toDebugString(SMALL, 4, 16, 16, true).strip());
    }
}
