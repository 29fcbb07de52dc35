package org.mpssl.dataprep.image;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * An image that was decoded whole.
 *
 * @param image of type {@link BufferedImage#TYPE_3BYTE_BGR}, or {@link
 *     BufferedImage#TYPE_BYTE_GRAY} if it has no colours. Read its raster, never {@code getRGB},
 *     which would make 168 of a grey 100
 * @param warnings what is odd about the file and does no harm; usually none
 */
public record Decoded(BufferedImage image, List<String> warnings) {

    /** Copies the list. */
    public Decoded {
        warnings = List.copyOf(warnings);
    }
}
