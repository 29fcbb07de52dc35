package org.mpssl.data;

import org.mpssl.tensor.RandomStreams;

/**
 * The endless row of batches of a run: batch b is a pure function of (seed, stream name, b).
 *
 * <p>Per-epoch permutations of 0 .. count - 1 stand one after the other, and batch b takes the
 * positions [b * size, (b + 1) * size). Batches therefore cross epoch borders, none is short, a
 * batch may be larger than the set, and within each epoch every image comes exactly once.
 *
 * @param streams the random streams of the run
 * @param name the stream that shuffles, for example {@code "shuffle"}
 * @param count how many images there are
 * @param size how many indices a batch has
 */
public record BatchStream(RandomStreams streams, String name, int count, int size) {

    /** Checks the numbers. */
    public BatchStream {
        if (count < 1) {
            throw new IllegalArgumentException("there are no images to draw batches from");
        }
        if (size < 1) {
            throw new IllegalArgumentException("a batch needs at least one image, not " + size);
        }
    }

    /**
     * Returns the image indices of a batch.
     *
     * @param step b, from 0
     * @return {@code size} numbers in [0, count)
     */
    public int[] at(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("steps count from 0, this one is " + step);
        }
        int[] batch = new int[size];
        long position = Math.multiplyExact(step, (long) size);
        int filled = 0;
        while (filled < size) {
            int[] order = streams.at(name, (position + filled) / count).permutation(count);
            int offset = (int) ((position + filled) % count);
            int taken = Math.min(size - filled, count - offset);
            System.arraycopy(order, offset, batch, filled, taken);
            filled += taken;
        }
        return batch;
    }
}
