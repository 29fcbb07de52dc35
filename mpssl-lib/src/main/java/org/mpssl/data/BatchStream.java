package org.mpssl.data;

import java.util.stream.IntStream;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.RandomStreams;

/**
 * The endless row of batches of a run: batch b is a pure function of (seed, stream name, b).
 *
 * <p>How it is drawn is the {@link Sampler}'s. None of them makes a short batch: the statistics of
 * batch normalisation, and the pairs of LMO, would be others in the last step of an epoch.
 *
 * @param streams the random streams of the run
 * @param name the stream that shuffles, for example {@code "shuffle"}
 * @param count how many images there are
 * @param size how many indices a batch has
 * @param sampler how they are drawn
 */
public record BatchStream(
        RandomStreams streams, String name, int count, int size, Sampler sampler) {

    /** How batches are drawn. */
    public enum Sampler {
        /**
         * Without replacement: permutations of all images, one per epoch, stand one after the
         * other, and batches cross from one into the next. In each epoch every image comes exactly
         * once; a batch may be larger than the set.
         */
        CROSSING,
        /**
         * Without replacement within an epoch, whose images that fill no batch are left out; others
         * in every epoch. A set smaller than a batch is drawn as in {@link #CROSSING}.
         */
        DROP_LAST,
        /** Every index on its own, so that an image may come twice in a batch. */
        WITH_REPLACEMENT
    }

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
     * Batches that cross the borders of epochs.
     *
     * @param streams the random streams of the run
     * @param name the stream that shuffles
     * @param count how many images there are
     * @param size how many indices a batch has
     */
    public BatchStream(RandomStreams streams, String name, int count, int size) {
        this(streams, name, count, size, Sampler.CROSSING);
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
        return switch (sampler) {
            case CROSSING -> crossing(Math.multiplyExact(step, (long) size));
            case DROP_LAST ->
                    crossing(Math.addExact(skipped(step), Math.multiplyExact(step, (long) size)));
            case WITH_REPLACEMENT -> replaced(step);
        };
    }

    /** The positions that were left out at the ends of all epochs before. */
    private long skipped(long step) {
        int perEpoch = count / size;
        return perEpoch == 0 ? 0 : step / perEpoch * (count % size);
    }

    private int[] replaced(long step) {
        RandomStream random = streams.at(name, step);
        return IntStream.range(0, size).map(i -> random.nextInt(count)).toArray();
    }

    private int[] crossing(long position) {
        int[] batch = new int[size];
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
