package org.mpssl.cli.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Base64;

/** How large a picture in a notebook is. Its pixels depend on the machine's fonts. */
final class PictureSize {

    /** A PNG file begins with a signature, the length and name of the first chunk, then sizes. */
    private static final int WIDTH_AT = 16;

    private static final int HEIGHT_AT = 20;

    private PictureSize() {}

    /** Returns the size in words. */
    static String of(JsonNode picture) {
        try {
            String text = NotebookFile.text(picture).replaceAll("\\s", "");
            ByteBuffer file = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            return "a picture of %d x %d".formatted(file.getInt(WIDTH_AT), file.getInt(HEIGHT_AT));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return "a picture that cannot be read";
        }
    }
}
