package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpssl.study.Paired.Verdict;

/** By hand, with t(0.975, 2) = 4.302653 and t(0.975, 1) = 12.706205 from tables. */
class PairedTests {

    private static Paired of(double... differences) {
        Map<Long, Double> a = new java.util.HashMap<>();
        Map<Long, Double> b = new java.util.HashMap<>();
        for (int seed = 0; seed < differences.length; seed++) {
            a.put((long) seed, 0.5 + differences[seed]);
            b.put((long) seed, 0.5);
        }
        return Paired.of(a, b);
    }

    @Test
    void theSmallestDifferenceThatShowsIsThatOfAPairedTTest() {
        // s = 0.03: 4.302653 * 0.03 / sqrt(3).
        assertThat(of(0.02, -0.01, 0.05).smallest()).isCloseTo(0.0745241, within(1e-6));
        assertThat(of(0.02, -0.01, 0.05).smallestPoints()).isEqualTo("7.5");
        // s = 0.01 sqrt(2): 12.706205 * 0.01.
        assertThat(of(0.02, 0.04).smallest()).isCloseTo(0.12706205, within(1e-7));
    }

    @Test
    void aMeanShowsIfItIsBeyondTheSmallestThatCan() {
        assertThat(of(0.02, -0.01, 0.05).verdict()).isEqualTo(Verdict.OPEN);
        // s = 0.01: 4.302653 * 0.01 / sqrt(3) = 0.0248.
        assertThat(of(0.02, 0.03, 0.04).verdict()).isEqualTo(Verdict.ABOVE);
        assertThat(of(-0.02, -0.03, -0.04).verdict()).isEqualTo(Verdict.BELOW);
        assertThat(of(0.01, 0.02, 0.03).verdict()).isEqualTo(Verdict.OPEN);
    }

    @Test
    void aThresholdDoesNotReadLikeAMeanBelowIt() {
        // s = 0.0005 sqrt(2): 12.706205 * 0.0005 = 0.00635, beside a mean of 0.0055.
        assertThat(of(0.006, 0.005).showsFrom()).isEqualTo("0.64");
        assertThat(of(0.02, -0.01, 0.05).showsFrom()).isEqualTo("7.5");
    }

    @Test
    void verdictsReadAsWords() {
        assertThat(Verdict.values())
                .extracting(Verdict::toString)
                .containsExactly("above", "below", "not settled");
    }

    @Test
    void oneSeedShowsNothing() {
        assertThat(of(0.3).smallest()).isNaN();
        assertThat(of(0.3).smallestPoints()).isEqualTo("–");
        assertThat(of(0.3).verdict()).isEqualTo(Verdict.OPEN);
    }

    @Test
    void equalResultsAreNotTold() {
        assertThat(of(0, 0, 0).verdict()).isEqualTo(Verdict.OPEN);
    }

    @Test
    void onlySeedsThatBothHaveArePaired() {
        Paired paired =
                Paired.of(Map.of(0L, 0.5, 2L, 0.9, 3L, 0.1), Map.of(2L, 0.8, 0L, 0.6, 7L, 0.2));

        assertThat(paired.spread().count()).isEqualTo(2);
        assertThat(paired.spread().mean()).isCloseTo(0, within(1e-12));
        assertThat(paired.spread().above()).isEqualTo(1);
        assertThat(paired.meanPoints()).isEqualTo("+0.0");
    }
}
