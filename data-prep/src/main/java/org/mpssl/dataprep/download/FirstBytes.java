package org.mpssl.dataprep.download;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** Tells by its first bytes whether a file can be what its name says. */
final class FirstBytes {

    /** How many are looked at: up to the end of a tar's mark. */
    static final int NEEDED = 262;

    private static final int TAR_MARK = 257;
    private static final int SHOWN = 8;

    private FirstBytes() {}

    /**
     * Lets a file pass that begins as its name says; of a name of no known kind only web pages are
     * refused.
     *
     * @param name the file's name
     * @param head its first bytes, at least {@link #NEEDED} unless it is shorter
     * @throws MirrorFailure if it is something else
     */
    static void check(String name, byte[] head) throws MirrorFailure {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean right;
        if (lower.endsWith(".gz") || lower.endsWith(".tgz")) {
            right = has(head, 0, "\u001f\u008b") || has(head, TAR_MARK, "ustar");
        } else if (lower.endsWith(".tar")) {
            right = has(head, TAR_MARK, "ustar");
        } else if (lower.endsWith(".mat")) {
            right = has(head, 0, "MATLAB 5.0");
        } else if (lower.endsWith(".zip")) {
            right = has(head, 0, "PK");
        } else {
            right = head.length > 0 && !isMarkup(head);
        }
        if (right) {
            return;
        }
        if (isMarkup(head)) {
            throw webPage();
        }
        throw new MirrorFailure(
                head.length == 0
                        ? "the server sent an empty file"
                        : "the server sent a file that begins with %s, which no %s does"
                                .formatted(
                                        HexFormat.ofDelimiter(" ")
                                                .formatHex(head, 0, Math.min(SHOWN, head.length)),
                                        lower.substring(lower.lastIndexOf('.'))));
    }

    /** Returns what to say of an answer that is meant for a browser. */
    static MirrorFailure webPage() {
        return new MirrorFailure(
                "the server sent a web page instead of the file",
                "Open the address of the web page in a browser: it may ask to log in, to confirm, or to"
                        + " come back later.");
    }

    /** Whatever its encoding: a byte order mark and white space may come first. */
    private static boolean isMarkup(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        return text.stripLeading().startsWith("<");
    }

    private static boolean has(byte[] head, int at, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + wanted.length
                && Arrays.equals(head, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
