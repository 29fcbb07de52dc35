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
                        + device(array);
        if (array.isEmpty() || array.size() > SMALL) {
            return Bundle.text(head);
        }
        // DJL's first line says again what ours does.
        String values = array.toDebugString(SMALL, 4, 16, 16, true).strip();
        return Bundle.text(head + values.substring(Math.max(0, values.indexOf('\n'))));
    }

    private static String device(NDArray array) {
        return array.getDevice().isGpu() ? "gpu " + array.getDevice().getDeviceId() : "cpu";
    }
}
