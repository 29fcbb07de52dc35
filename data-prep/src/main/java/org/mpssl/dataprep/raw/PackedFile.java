package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mpssl.foundation.Progress;

/** The bytes of an archive as they lie on disk: counted, hashed and reported as they are read. */
final class PackedFile extends InputStream {

    static final int CHUNK = 1 << 16;
    private static final long MIB = 1L << 20;

    private final Path path;
    private final long size;
    private final DigestInputStream in;
    private final Progress progress;
    private final byte[] chunk = new byte[CHUNK];
    private long position;
    private long reached;

    /**
     * Makes a stream.
     *
     * @param path of the archive
     * @param size its bytes
     * @param content them, for the caller to close: closing this stream does nothing, so that
     *     readers on top may be closed and the checksum still be had
     * @param progress hears how far it is, in MiB
     */
    PackedFile(Path path, long size, InputStream content, Progress progress) {
        this.path = path;
        this.size = size;
        this.in = new DigestInputStream(content, digest());
        this.progress = progress;
    }

    Path path() {
        return path;
    }

    long size() {
        return size;
    }

    /** Returns how many bytes have been read, or how far a reader of its own has come. */
    long reached() {
        return reached;
    }

    /** Is told by a reader that opens the file by its path. */
    void reach(long place) {
        if (place <= reached) {
            return;
        }
        boolean report = place / MIB > reached / MIB || place >= size;
        reached = place;
        if (report) {
            progress.update(units(place), Math.max(units(place), units(size)), "MiB of " + name());
        }
    }

    /** Reads on to the end and returns the checksum of the whole file. */
    String sha256() throws IOException {
        drain(this);
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }

    /**
     * Reads a stream on top of this one to its end; unlike skipping, that notices an end that comes
     * too early.
     */
    void drain(InputStream stream) throws IOException {
        int n = stream.read(chunk);
        while (n >= 0) {
            n = stream.read(chunk);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        if (n > 0) {
            position += n;
            reach(position);
        }
        return n;
    }

    /** Is asked by gzip, which goes on to a next member if there is one. */
    @Override
    public int available() throws IOException {
        return in.available();
    }

    private String name() {
        return path.getFileName().toString();
    }

    /** MiB, begun ones included: a length in bytes need not fit an int. */
    private static int units(long bytes) {
        return (int) ((bytes + MIB - 1) / MIB);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
