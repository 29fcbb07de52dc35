package org.mpssl.foundation;

import java.util.List;
import org.mpssl.train.FrozenModels;

/**
 * The settings of the foundation classifier's training.
 *
 * @param seed of all randomness
 * @param epochs passes over the images
 * @param batchSize images per step
 * @param blocks basic blocks per stage
 * @param width channels of the first stage
 * @param peakRate the highest rate of the one-cycle schedule
 * @param momentum of Nesterov's SGD
 * @param weightDecay of Nesterov's SGD
 * @param shift the largest random shift in pixels
 */
public record ClassifierSpec(
        long seed,
        int epochs,
        int batchSize,
        List<Integer> blocks,
        int width,
        double peakRate,
        double momentum,
        double weightDecay,
        int shift) {

    private static final double WARM_UP = 0.3;
    private static final double START = 1.0 / 25;
    private static final double END = 1e-4;

    /**
     * Returns the settings of the shipped classifiers.
     *
     * @param seed of all randomness
     * @return two epochs in batches of 128
     */
    public static ClassifierSpec shipped(long seed) {
        return new ClassifierSpec(
                seed,
                2,
                128,
                FrozenModels.CLASSIFIER_BLOCKS,
                FrozenModels.CLASSIFIER_WIDTH,
                0.05,
                0.9,
                5e-4,
                3);
    }

    /** The one-cycle rate (Smith and Topin 2018): cosine up over 30 % of the steps, then down. */
    double rate(int step, int steps) {
        double at = step / Math.max(1.0, steps - 1.0);
        return at < WARM_UP
                ? cosine(peakRate * START, peakRate, at / WARM_UP)
                : cosine(peakRate, peakRate * START * END, (at - WARM_UP) / (1 - WARM_UP));
    }

    private static double cosine(double from, double to, double share) {
        return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
    }
}
