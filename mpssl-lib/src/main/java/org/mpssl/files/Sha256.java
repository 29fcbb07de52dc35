package org.mpssl.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.mpssl.UserError;

/** The checksum that names contents. */
public final class Sha256 {

    private static final int CHUNK = 1 << 16;

    private Sha256() {}

    /**
     * Returns the checksum of a content.
     *
     * @param content the bytes
     * @return 64 hexadecimal digits
     */
    public static String of(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    /**
     * Returns the checksum of a text as UTF-8, which need not be in memory as a whole.
     *
     * @param pieces of the text, in order; no character is divided between two
     * @return 64 hexadecimal digits
     */
    public static String of(Stream<String> pieces) {
        MessageDigest digest = digest();
        pieces.forEachOrdered(piece -> digest.update(piece.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns the checksum of what a stream still has.
     *
     * @param content the stream, which is read to its end
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String of(InputStream content) throws IOException {
        MessageDigest digest = digest();
        byte[] chunk = new byte[CHUNK];
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
            digest.update(chunk, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns the checksum of a file.
     *
     * @param file the file
     * @return 64 hexadecimal digits
     * @throws UserError if it cannot be read
     */
    public static String ofFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        } catch (IOException e) {
            throw new UserError("Cannot read %s: is it there, and a file?".formatted(file), e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
