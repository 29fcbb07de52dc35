package org.mpssl.tensor;

import java.util.random.RandomGenerator;

/**
 * A SplitMix64 generator (Steele, Lea and Flood 2014) whose derived draws are pinned as well, so
 * that a seed gives the same numbers on every Java version and platform.
 */
public final class RandomStream implements RandomGenerator {

    static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final String name;
    private long state;
    private double spareGaussian = Double.NaN;

    RandomStream(String name, long state) {
        this.name = name;
        this.state = state;
    }

    /** Returns the name of the stream, under which its draws are recorded. */
    public String name() {
        return name;
    }

    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Returns a uniform integer in [0, bound) from the upper 32 bits of one draw. */
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("the bound must be positive, it is " + bound);
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Returns a uniform number in [0, 1) with 53 random bits. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Returns a standard normal number (Box-Muller, two numbers for two uniform draws). */
    @Override
    public double nextGaussian() {
        if (!Double.isNaN(spareGaussian)) {
            double spare = spareGaussian;
            spareGaussian = Double.NaN;
            return spare;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        double angle = 2 * Math.PI * nextDouble();
        spareGaussian = radius * StrictMath.sin(angle);
        return radius * StrictMath.cos(angle);
    }

    /** Returns a standard Gumbel number, -log(-log u). */
    public double nextGumbel() {
        double u = Math.max(nextDouble(), 0x1.0p-53);
        return -StrictMath.log(-StrictMath.log(u));
    }

    /**
     * Returns {@code n} standard normal numbers.
     *
     * @param n how many
     * @return the numbers
     */
    public float[] gaussians(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) nextGaussian();
        }
        return values;
    }

    /**
     * Returns {@code n} standard Gumbel numbers.
     *
     * @param n how many
     * @return the numbers
     */
    public float[] gumbels(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) nextGumbel();
        }
        return values;
    }

    /**
     * Returns a uniformly random permutation of 0 .. n - 1 (Fisher-Yates from the end).
     *
     * @param n how many
     * @return the permutation
     */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
