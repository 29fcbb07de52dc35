package org.mpssl.weights;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum by which a card names its weight file. */
public final class Checksum {

    private Checksum() {}

    /**
     * Returns the SHA-256 of a file's content.
     *
     * @param content the bytes
     * @return 64 hexadecimal digits in lower case
     */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
