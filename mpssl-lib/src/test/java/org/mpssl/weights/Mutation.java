package org.mpssl.weights;

import java.util.Arrays;
import java.util.Random;

/** Damages content at random: bits, bytes, numbers, and whole stretches. */
public final class Mutation {

    private static final long[] NUMBERS = {
        -1, 0, 1, 255, 1L << 15, 1L << 31, -1L >>> 1, -1L >>> 33, 1L << 62, 4_000_000
    };

    private final Random random;

    /**
     * Starts a series that the seed repeats.
     *
     * @param seed any number
     */
    public Mutation(long seed) {
        random = new Random(seed);
    }

    /**
     * Damages a copy in one to four places.
     *
     * @param content at least one byte
     * @return the damaged copy
     */
    public byte[] of(byte[] content) {
        byte[] result = content.clone();
        for (int n = 1 + random.nextInt(4); n > 0 && result.length > 0; n--) {
            result = once(result);
        }
        return result;
    }

    /**
     * Returns a place in a list.
     *
     * @param size of the list
     * @return a number below it
     */
    public int choice(int size) {
        return random.nextInt(size);
    }

    private byte[] once(byte[] content) {
        byte[] result = content.clone();
        int at = random.nextInt(content.length);
        int length = 1 + random.nextInt(Math.min(64, content.length - at));
        switch (random.nextInt(9)) {
            case 0 -> result[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> result[at] = (byte) random.nextInt(256);
            case 2 -> result = Arrays.copyOf(content, at);
            case 3 -> result = replaced(content, at, length, new byte[0]);
            case 4 -> result = replaced(content, at, 0, stretch(content, length));
            case 5 -> result = replaced(content, at, length, stretch(content, length));
            case 6 -> number(result, at);
            case 7 -> result = digits(content, at);
            default -> Arrays.fill(result, at, at + length, (byte) random.nextInt(256));
        }
        return result;
    }

    private byte[] stretch(byte[] content, int length) {
        int from = random.nextInt(content.length);
        return Arrays.copyOfRange(content, from, Math.min(content.length, from + length));
    }

    /** Overwrites up to eight bytes with a little-endian number that is likely to do harm. */
    private void number(byte[] content, int at) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        int bytes = 1 << random.nextInt(4);
        for (int i = 0; i < bytes && at + i < content.length; i++) {
            content[at + i] = (byte) (number >>> (8 * i));
        }
    }

    /** Puts such a number in digits in the place of a digit, as in a JSON header. */
    private byte[] digits(byte[] content, int at) {
        int digit = at;
        while (digit < content.length && !Character.isDigit(content[digit])) {
            digit++;
        }
        byte[] text =
                Long.toString(NUMBERS[random.nextInt(NUMBERS.length)])
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return digit == content.length ? content : replaced(content, digit, 1, text);
    }

    private static byte[] replaced(byte[] content, int at, int length, byte[] by) {
        return TorchFiles.join(
                Arrays.copyOf(content, at),
                by,
                Arrays.copyOfRange(content, at + length, content.length));
    }
}
