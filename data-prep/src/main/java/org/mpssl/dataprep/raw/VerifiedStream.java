package org.mpssl.dataprep.raw;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** A file of a zip, whose last byte is not given away unless length and checksum are right. */
final class VerifiedStream extends CheckedInputStream {

    private final long size;
    private final long checksum;
    private long count;

    VerifiedStream(InputStream content, long size, long checksum) {
        super(content, new CRC32());
        this.size = size;
        this.checksum = checksum;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        count += Math.max(0, n);
        if (n < 0 && count < size) {
            throw new EOFException("%d bytes are missing".formatted(size - count));
        }
        if (count > size) {
            throw new ZipException("a file is longer than its %d bytes".formatted(size));
        }
        if (count == size && getChecksum().getValue() != checksum) {
            throw new ZipException("a file's checksum (CRC-32) is wrong");
        }
        return n;
    }
}
