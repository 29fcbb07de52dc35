package org.mpssl.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RandomStreamsTests {

    private static final int DRAWS = 100_000;

    /** The published first outputs of SplitMix64 from state 0. */
    @Test
    void drawsTheNumbersOfSplitMix64() {
        RandomStream stream = new RandomStream("test", 0);

        assertThat(stream.nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(stream.nextLong()).isEqualTo(0x6E789E6AA1B965F4L);
        assertThat(stream.nextLong()).isEqualTo(0x06C45D188009454FL);
    }

    /** Pinned: another number here means that no published result can be made again. */
    @Test
    void aNamedStreamGivesTheSameNumbersForEver() {
        RandomStream stream = new RandomStreams(7).at("labelled", 3);

        assertThat(stream.nextLong()).isEqualTo(8919779290079134557L);
        assertThat(stream.nextInt(1000)).isEqualTo(899);
        assertThat(stream.nextDouble()).isEqualTo(0.22131270365256428);
        assertThat(stream.nextGaussian()).isCloseTo(-0.1482313329806577, within(1e-15));
        assertThat(stream.nextGaussian()).isCloseTo(-0.7430838605662902, within(1e-15));
        assertThat(stream.nextGumbel()).isCloseTo(0.786039250780286, within(1e-15));
        assertThat(stream.permutation(7)).containsExactly(1, 3, 0, 6, 4, 5, 2);
    }

    @Property
    void aStreamIsAFunctionOfSeedNameAndStepAlone(
            @ForAll long seed, @ForAll String name, @ForAll long step) {
        RandomStream used = new RandomStreams(seed).at("another", step);
        used.nextGaussian();

        assertThat(new RandomStreams(seed).at(name, step).nextLong())
                .isEqualTo(new RandomStreams(seed).at(name, step).nextLong());
    }

    @Property
    void streamsDifferInTheirNumbers(@ForAll long seed, @ForAll @IntRange(max = 100_000) int step) {
        RandomStreams streams = new RandomStreams(seed);
        long first = streams.at("noise", step).nextLong();

        assertThat(first)
                .isNotEqualTo(streams.at("noise", step + 1L).nextLong())
                .isNotEqualTo(streams.at("nois", step).nextLong())
                .isNotEqualTo(streams.at("esion", step).nextLong())
                .isNotEqualTo(new RandomStreams(seed + 1).at("noise", step).nextLong());
    }

    /** Four standard errors of a correlation of zero. */
    @Test
    void neighbouringStreamsAreNotCorrelated() {
        RandomStreams streams = new RandomStreams(1);
        double bound = 4 / Math.sqrt(DRAWS);

        assertThat(correlation(streams.at("a", 0), streams.at("b", 0))).isLessThan(bound);
        assertThat(correlation(streams.at("a", 0), streams.at("a", 1))).isLessThan(bound);
        assertThat(correlation(streams.at("a", 0), new RandomStreams(2).at("a", 0)))
                .isLessThan(bound);
        double acrossSteps =
                IntStream.range(0, DRAWS)
                        .mapToDouble(
                                t ->
                                        (streams.at("a", t).nextDouble() - 0.5)
                                                * (streams.at("a", t + 1L).nextDouble() - 0.5)
                                                * 12)
                        .average()
                        .orElseThrow();
        assertThat(Math.abs(acrossSteps)).isLessThan(bound);
    }

    private static double correlation(RandomStream a, RandomStream b) {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += (a.nextDouble() - 0.5) * (b.nextDouble() - 0.5) * 12;
        }
        return Math.abs(sum / DRAWS);
    }

    @Property
    void wholeNumbersStayBelowTheirBound(@ForAll long state, @ForAll @IntRange(min = 1) int bound) {
        RandomStream stream = new RandomStream("test", state);

        for (int i = 0; i < 100; i++) {
            assertThat(stream.nextInt(bound)).isBetween(0, bound - 1);
        }
    }

    @Test
    void wholeNumbersAreUniform() {
        int[] counts = new int[7];
        RandomStream stream = new RandomStream("test", 5);
        for (int i = 0; i < DRAWS; i++) {
            counts[stream.nextInt(7)]++;
        }

        double expected = DRAWS / 7.0;
        double chiSquare =
                Arrays.stream(counts)
                        .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                        .sum();
        // The 99.9 % point for 6 degrees of freedom.
        assertThat(chiSquare).isLessThan(22.46);
    }

    @Test
    void aBoundThatIsNotPositiveIsRefused() {
        assertThatThrownBy(() -> new RandomStream("test", 0).nextInt(0))
                .hasMessageContaining("it is 0");
    }

    @Test
    void gaussianNumbersHaveTheMomentsOfTheNormalDistribution() {
        double[] x = draws(RandomStream::nextGaussian);

        assertThat(moment(x, 0, 1)).isCloseTo(0, within(4 / Math.sqrt(DRAWS)));
        assertThat(moment(x, 0, 2)).isCloseTo(1, within(4 * Math.sqrt(2.0 / DRAWS)));
        assertThat(moment(x, 0, 3)).isCloseTo(0, within(4 * Math.sqrt(15.0 / DRAWS)));
        assertThat(moment(x, 0, 4)).isCloseTo(3, within(4 * Math.sqrt(96.0 / DRAWS)));
    }

    @Test
    void gumbelNumbersHaveTheMomentsOfTheGumbelDistribution() {
        double[] x = draws(RandomStream::nextGumbel);
        double variance = Math.PI * Math.PI / 6;
        double euler = 0.5772156649015329;

        assertThat(moment(x, 0, 1)).isCloseTo(euler, within(4 * Math.sqrt(variance / DRAWS)));
        // The fourth central moment is 5.4 squared variances, so that of the square is 4.4.
        assertThat(moment(x, euler, 2))
                .isCloseTo(variance, within(4 * variance * Math.sqrt(4.4 / DRAWS)));
    }

    private static double[] draws(ToDoubleFunction<RandomStream> draw) {
        RandomStream stream = new RandomStream("test", 11);
        return IntStream.range(0, DRAWS).mapToDouble(i -> draw.applyAsDouble(stream)).toArray();
    }

    private static double moment(double[] x, double centre, int power) {
        return Arrays.stream(x).map(v -> Math.pow(v - centre, power)).average().orElseThrow();
    }

    @Property
    void aPermutationHoldsEveryNumberOnce(@ForAll long state, @ForAll @IntRange(max = 200) int n) {
        int[] order = new RandomStream("test", state).permutation(n);

        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, n).toArray());
    }

    @Test
    void bulkDrawsAreTheSingleOnes() {
        RandomStream single = new RandomStream("test", 3);
        float[] expected = {(float) single.nextGaussian(), (float) single.nextGaussian()};
        float[] expectedGumbel = {(float) single.nextGumbel()};
        RandomStream bulk = new RandomStream("test", 3);

        assertThat(bulk.gaussians(2)).isEqualTo(expected);
        assertThat(bulk.gumbels(1)).isEqualTo(expectedGumbel);
    }
}
