package org.mpssl.tensor;

/**
 * The named random streams of a run: every draw is a pure function of (run seed, stream, step).
 *
 * <p>Methods of one seed therefore see the same batches and augmentations, whatever else they draw,
 * and a resumed run goes on exactly where it stopped.
 *
 * @param seed the seed of the run
 */
public record RandomStreams(long seed) {

    /**
     * Returns the generator of a stream at a step.
     *
     * @param stream the name of the stream, for example {@code "shuffle"}
     * @param step the step, epoch or index the draws belong to
     * @return a generator at its start
     */
    public RandomStream at(String stream, long step) {
        long state = RandomStream.mix(seed + RandomStream.GOLDEN_GAMMA);
        for (int i = 0; i < stream.length(); i++) {
            state = RandomStream.mix(state * 31 + stream.charAt(i));
        }
        return new RandomStream(stream, RandomStream.mix(state ^ RandomStream.mix(~step)));
    }
}
