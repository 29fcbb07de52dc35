package org.mpssl.dataprep.image;

import java.nio.charset.StandardCharsets;

/**
 * What a JPEG's header says of its colours.
 *
 * @param components 1 for grey, 3 for colour, 4 for four inks; 0 if the header does not say
 * @param transform what Adobe's marker says: 2 for YCCK; -1 without one
 */
record JpegHeader(int components, int transform) {

    private static final int START_OF_SCAN = 0xda;
    private static final int ADOBE = 0xee;

    /** Inks that are stored as brightness, two colour differences and black. */
    boolean isYcck() {
        return components == 4 && transform == 2;
    }

    /** Reads the segments up to the first scan. */
    static JpegHeader of(byte[] content) {
        int components = 0;
        int transform = -1;
        int at = 2;
        while (at + 4 <= content.length) {
            int marker = content[at + 1] & 0xff;
            if (content[at] != (byte) 0xff || marker == START_OF_SCAN) {
                break;
            }
            if (marker == 0xff) {
                at++; // a marker may be filled up with these
                continue;
            }
            int length = ((content[at + 2] & 0xff) << 8) | (content[at + 3] & 0xff);
            if (isFrame(marker) && at + 9 < content.length) {
                components = content[at + 9] & 0xff;
            } else if (marker == ADOBE && isAdobe(content, at + 4)) {
                transform = content[at + 15] & 0xff;
            }
            at += 2 + Math.max(2, length);
        }
        return new JpegHeader(components, transform);
    }

    private static boolean isFrame(int marker) {
        // C4, C8 and CC stand between the frames' markers and mean something else.
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static boolean isAdobe(byte[] content, int at) {
        return at + 11 < content.length
                && new String(content, at, 5, StandardCharsets.ISO_8859_1).equals("Adobe");
    }
}
