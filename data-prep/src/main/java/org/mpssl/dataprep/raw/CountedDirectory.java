package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A zip whose entries are counted while its directory is read, by a reader that makes objects of
 * every one before it says how many there are.
 *
 * <p>What a zip says of their number may be a lie, so the entries are counted as that reader finds
 * them: the signature that each begins with is read by itself.
 */
final class CountedDirectory implements SeekableByteChannel {

    /** "PK", 1, 2 as a number. */
    private static final int SIGNATURE = 0x504b0102;

    private final SeekableByteChannel file;
    private final Gate gate;
    private boolean whole;
    private long entries;

    CountedDirectory(Path file, Gate gate) throws IOException {
        this.file = Files.newByteChannel(file);
        this.gate = gate;
    }

    /** Returns how many entries have been seen. */
    long entries() {
        return entries;
    }

    /** Is told when the directory has been read; what is read from now on is content. */
    void end() {
        whole = true;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        int from = bytes.position();
        int n = file.read(bytes);
        if (!whole && n == Integer.BYTES && bytes.getInt(from) == SIGNATURE) {
            gate.count(++entries);
        }
        return n;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return file.write(bytes);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long place) throws IOException {
        file.position(place);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
