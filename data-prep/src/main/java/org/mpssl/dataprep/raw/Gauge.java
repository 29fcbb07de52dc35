package org.mpssl.dataprep.raw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Measures what a tar unpacks to, and stops when it is out of all proportion. */
final class Gauge extends FilterInputStream {

    /** Names and attributes of one entry. The reader collects them in memory. */
    private static final long HEADER_BYTES = 1 << 20;

    private final PackedFile packed;
    private final Limits limits;
    private long count;
    private long headerEnd = Long.MAX_VALUE;

    Gauge(InputStream content, PackedFile packed, Limits limits) {
        super(content);
        this.packed = packed;
        this.limits = limits;
    }

    /** What follows is the description of an entry. */
    void beginHeader() {
        headerEnd = count + HEADER_BYTES;
    }

    /** What follows is the content of an entry. */
    void endHeader() {
        headerEnd = Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        if (n > 0) {
            count += n;
            check();
        }
        return n;
    }

    /** Reads, so that what is skipped counts too. */
    @Override
    public long skip(long n) throws IOException {
        byte[] chunk = new byte[(int) Math.min(PackedFile.CHUNK, Math.max(0, n))];
        return chunk.length == 0 ? 0 : Math.max(0, read(chunk, 0, chunk.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void check() throws RefusedException {
        if (count > headerEnd) {
            throw new RefusedException("an entry's name and attributes are longer than 1 MiB");
        }
        if (count > limits.totalBytes()) {
            throw new RefusedException(
                    "it unpacks to more than %d bytes".formatted(limits.totalBytes()));
        }
        if (limits.isBomb(count, packed.reached())) {
            throw new RefusedException(
                    "its first %d bytes unpack to %d, more than %d times as many"
                            .formatted(packed.reached(), count, limits.ratio()));
        }
    }
}
