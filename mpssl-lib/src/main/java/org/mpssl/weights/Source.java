package org.mpssl.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.mpssl.UserError;

/**
 * A weight file while it is read: its bytes, the words for what is wrong with it, and how much
 * memory reading it may still take.
 *
 * <p>A small file can ask for a lot: a tensor that repeats one number a million times, lists within
 * lists. What reading may take is bounded by the size of the file, and everything that reads says
 * beforehand what it is going to take.
 */
final class Source implements Closeable {

    private static final int FACTOR = 4;
    private static final long EXTRA = 16 << 20;

    /** What the buffers of reading itself take. */
    private static final long BUFFERS = 1 << 20;

    private static final int LONGEST_SHOWN = 200;

    private final String name;
    private final Bytes bytes;
    private final Container container;

    /** One for all that is read, since a file can have very many tensors. */
    private final byte[] chunk = new byte[1 << 16];

    private long left;

    Source(String name, Bytes bytes, Container container) {
        this.name = name;
        this.bytes = bytes;
        this.container = container;
        this.left = FACTOR * bytes.size() + EXTRA - BUFFERS;
    }

    String name() {
        return name;
    }

    Container container() {
        return container;
    }

    long size() {
        return bytes.size();
    }

    /** Returns room for what is looked at piece by piece. */
    byte[] chunk() {
        return chunk;
    }

    /** Reads bytes that are known to exist. */
    byte[] read(long position, int count) throws IOException {
        byte[] result = new byte[count];
        bytes.read(position, result, 0, count);
        return result;
    }

    /** Reads bytes that are known to exist, into an array. */
    void read(long position, byte[] into, int start, int count) throws IOException {
        bytes.read(position, into, start, count);
    }

    /** Returns a run of bytes, all of which must exist, as a stream that need not be closed. */
    InputStream stream(long start, long end) {
        return new InputStream() {
            private long next = start;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
            }

            @Override
            public int read(byte[] into, int at, int most) throws IOException {
                int count = (int) Math.min(most, end - next);
                bytes.read(next, into, at, count);
                next += count;
                return count == 0 && most > 0 ? -1 : count;
            }
        };
    }

    /** Takes memory of what is left. */
    void spend(long cost, String what) {
        if (cost < 0 || cost > left) {
            throw bad(
                    what
                            + " asks for more memory than "
                            + FACTOR
                            + " times the file and "
                            + (EXTRA >> 20)
                            + " MiB, which no honest file does");
        }
        left -= cost;
    }

    /** Returns bytes as text. */
    String text(byte[] utf8, String what) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) { // what stands for bytes that are not UTF-8
            throw bad(what + " is not UTF-8");
        }
        return text;
    }

    /** Returns the error that names the file and what is wrong with it. */
    UserError bad(String what) {
        return new UserError(
                "%s is not a correct %s: %s. Fetch or make it again."
                        .formatted(name, container.noun(), what));
    }

    /** Returns the error for a file that may be correct and is not accepted. */
    UserError refused(String what) {
        return new UserError("%s is refused: %s.".formatted(name, what));
    }

    /** Returns a file's text without what a terminal would obey, and not too long. */
    static String shown(String text) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < Math.min(LONGEST_SHOWN, text.length()); i++) {
            safe.append(Character.isISOControl(text.charAt(i)) ? '?' : text.charAt(i));
        }
        return safe.append(text.length() > LONGEST_SHOWN ? "..." : "").toString();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
