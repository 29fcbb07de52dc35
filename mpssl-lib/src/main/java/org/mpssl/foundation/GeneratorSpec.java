package org.mpssl.foundation;

import org.mpssl.train.FrozenModels;

/**
 * The settings of a generator's training.
 *
 * @param seed of all randomness
 * @param iterations discriminator and generator steps
 * @param batchSize images per step
 * @param generatorWidth channels of the generator's last block
 * @param discriminatorWidth channels after the discriminator's stem
 * @param generatorRate Adam's rate of the generator
 * @param discriminatorRate Adam's rate of the discriminator
 * @param averageDecay decay of the moving average of the generator's weights, reached after a
 *     warm-up: iteration i has {@code min(averageDecay, (1 + i) / (10 + i))}
 * @param statisticsBatches batches over which the final statistics are averaged
 * @param statisticsBatchSize images in each of them
 */
public record GeneratorSpec(
        long seed,
        int iterations,
        int batchSize,
        int generatorWidth,
        int discriminatorWidth,
        double generatorRate,
        double discriminatorRate,
        double averageDecay,
        int statisticsBatches,
        int statisticsBatchSize) {

    /**
     * Returns the settings of the shipped generators.
     *
     * @param seed of all randomness
     * @return 2,000 iterations of 64 images
     */
    public static GeneratorSpec shipped(long seed) {
        return new GeneratorSpec(
                seed, 2000, 64, FrozenModels.GENERATOR_WIDTH, 24, 4e-4, 6e-4, 0.998, 50, 256);
    }
}
