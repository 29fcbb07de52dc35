package org.mpssl.weights;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The bytes of a weight file, on disk or in memory. */
interface Bytes extends Closeable {

    /** Returns how many there are. */
    long size();

    /** Reads some of them, all of which must exist, into an array. */
    void read(long position, byte[] into, int start, int count) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Opens a file. */
    static Bytes of(Path file) throws IOException {
        // Not a channel, which would close when its thread is interrupted.
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "r");
        long size = open.length();
        return new Bytes() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long position, byte[] into, int start, int count) throws IOException {
                try {
                    open.seek(position);
                    open.readFully(into, start, count);
                } catch (EOFException e) {
                    throw new IOException(file + " became shorter while it was read", e);
                }
            }

            @Override
            public void close() throws IOException {
                open.close();
            }
        };
    }

    /** Returns the bytes of an array. */
    static Bytes of(byte[] content) {
        return new Bytes() {
            @Override
            public long size() {
                return content.length;
            }

            @Override
            public void read(long position, byte[] into, int start, int count) {
                System.arraycopy(content, (int) position, into, start, count);
            }
        };
    }
}
