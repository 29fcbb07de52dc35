package org.mpssl.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a pickle, as the numbers and texts that its instructions carry. */
final class PickleInput {

    private static final int WINDOW = 1 << 13;
    private static final int LONGEST_LINE = 200;

    private final Source source;
    private final long end;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long read;

    PickleInput(Source source, long start, long end) {
        this.source = source;
        this.read = start;
        this.end = end;
        window.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the place in the file of the next byte. */
    long position() {
        return read - window.remaining();
    }

    /** Makes sure that some bytes are in the window. */
    private void need(int count) throws IOException {
        if (window.remaining() >= count) {
            return;
        }
        if (count > end - position()) {
            throw cutOff();
        }
        window.compact();
        int more = (int) Math.min(window.remaining(), end - read);
        source.read(read, window.array(), window.position(), more);
        read += more;
        window.position(window.position() + more).flip();
    }

    private RuntimeException cutOff() {
        return source.bad("its pickled part ends in the middle: the file was cut off");
    }

    /** Reads a byte from 0 to 255. */
    int u8() throws IOException {
        need(1);
        return Byte.toUnsignedInt(window.get());
    }

    /** Reads a number from 0 to 65535. */
    int u16() throws IOException {
        need(Short.BYTES);
        return Short.toUnsignedInt(window.getShort());
    }

    /** Reads a signed number of 32 bits. */
    int i32() throws IOException {
        need(Integer.BYTES);
        return window.getInt();
    }

    /** Reads an unsigned number of 32 bits. */
    long u32() throws IOException {
        return Integer.toUnsignedLong(i32());
    }

    /** Reads a signed number of 64 bits. */
    long i64() throws IOException {
        need(Long.BYTES);
        return window.getLong();
    }

    /** Reads a real number, whose bytes are in the other order than all else. */
    double real() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(i64()));
    }

    /** Reads bytes, in the file's order. */
    byte[] bytes(long count) throws IOException {
        if (count > end - position() || count > Integer.MAX_VALUE - 8) {
            throw cutOff();
        }
        source.spend(count, "its pickled part");
        byte[] result = new byte[(int) count];
        if (count <= WINDOW) {
            need((int) count);
            window.get(result);
        } else {
            long at = position();
            source.read(at, result, 0, (int) count);
            read = at + count;
            window.position(0).limit(0);
        }
        return result;
    }

    /** Reads a text in UTF-8. */
    String text(long length) throws IOException {
        source.spend(3 * length, "its pickled part");
        return source.text(bytes(length), "a text in its pickled part");
    }

    /** Reads a line, which is a name. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = u8(); c != '\n'; c = u8()) {
            if (c < ' ' || c > '~' || line.length() == LONGEST_LINE) {
                throw source.bad("its pickled part has a name that is none");
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
