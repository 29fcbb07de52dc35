package org.mpssl.dataprep;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.mpssl.UserError;

/**
 * An IDX file of unsigned bytes: big-endian sizes, then the values, row-major.
 *
 * <p>The reader is strict: whatever is not exactly as the header says is an error. Whether a file
 * is packed with gzip is told by its first bytes, not by its name.
 */
public final class IdxFile {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MOST_DIMENSIONS = 4;
    private static final long LARGEST = Integer.MAX_VALUE - 16;

    private final List<Integer> sizes;
    private final byte[] values;
    private final String md5;
    private final String sha256;

    private IdxFile(List<Integer> sizes, byte[] values, String md5, String sha256) {
        this.sizes = sizes;
        this.values = values;
        this.md5 = md5;
        this.sha256 = sha256;
    }

    /**
     * Reads a file whole.
     *
     * @param file the file, packed with gzip or not
     * @return its content
     */
    public static IdxFile read(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return parse(file, packed ? new GZIPInputStream(raw, 1 << 16) : raw);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file " + file + ". Check the path.", e);
        } catch (ZipException | EOFException e) {
            throw new UserError(
                    file + " cannot be unpacked: " + e.getMessage() + ". Fetch it again.", e);
        } catch (IOException e) {
            throw new UserError("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Returns the dimensions.
     *
     * @return the size of each
     */
    public List<Integer> sizes() {
        return sizes;
    }

    /**
     * Returns the values, not a copy: as many unsigned bytes as the product of the sizes.
     *
     * @return the values
     */
    public byte[] values() {
        return values;
    }

    /**
     * Returns the md5 sum of the unpacked file, header included.
     *
     * @return 32 hexadecimal digits
     */
    public String md5() {
        return md5;
    }

    /**
     * Returns the sha256 sum of the unpacked file, header included.
     *
     * @return 64 hexadecimal digits
     */
    public String sha256() {
        return sha256;
    }

    private static IdxFile parse(Path file, InputStream in) throws IOException {
        byte[] magic = header(file, in, 4);
        int dimensions = magic[3];
        if (magic[0] != 0 || magic[1] != 0 || dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw notIdx(file, "it begins with " + HexFormat.of().formatHex(magic));
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw notIdx(file, "its values have type " + HexFormat.of().toHexDigits(magic[2]));
        }
        byte[] header = header(file, in, dimensions * Integer.BYTES);
        List<Integer> sizes = new ArrayList<>();
        long total = 1;
        for (ByteBuffer buffer = ByteBuffer.wrap(header); buffer.hasRemaining(); ) {
            int size = buffer.getInt();
            // Each factor is below 2^31 and the product before it at most that: no overflow.
            total = size < 0 || total > LARGEST ? Long.MAX_VALUE : total * size;
            sizes.add(size);
        }
        if (total > LARGEST) {
            throw notIdx(file, "its sizes " + sizes + " are negative or beyond 2 GiB");
        }
        byte[] values = in.readNBytes((int) total);
        if (values.length < total || in.read() >= 0) {
            String found = values.length < total ? values.length + " follow" : "more follow";
            throw notIdx(file, "its sizes " + sizes + " ask for " + total + " bytes, " + found);
        }
        return new IdxFile(
                List.copyOf(sizes),
                values,
                digest("MD5", magic, header, values),
                digest("SHA-256", magic, header, values));
    }

    private static byte[] header(Path file, InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw notIdx(file, "it ends within its header");
        }
        return bytes;
    }

    private static UserError notIdx(Path file, String found) {
        return new UserError(
                file
                        + " is not a whole IDX file of unsigned bytes (00 00 08, number of dimensions,"
                        + " sizes, values): "
                        + found
                        + ". Fetch it again.");
    }

    private static String digest(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
