package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonResult;

class ResultsTests {

    private final ComparisonResult two =
            Examples.result(Comparison.of("coarse-to-fine", 2, true), 0.5, 0.01);

    @Test
    void theTableHasARowPerMethodWithPairedDifferences() {
        Table table = Results.table(two);

        assertThat(table.rows()).hasSize(5);
        assertThat(table.rows().get(0))
                .containsExactly("base", "51.0 ± 1.4", "51.0 ± 1.4", "–", "–", "10");
        assertThat(table.rows().get(4).get(0)).isEqualTo("mp-ssl");
        assertThat(table.rows().get(4).get(3)).isEqualTo("+4.0 ± 0.0 (2/2)");
    }

    @Test
    void barsAreInPerCentWithAValuePerSeed() {
        List<Bar> bars = Results.bars("title", two).bars();

        assertThat(bars).hasSize(5);
        assertThat(bars.get(0).mean()).isEqualTo(51, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(bars.get(0).values()).hasSize(2);
    }

    @Test
    void barsOverBaseLeaveTheBaseOut() {
        List<Bar> bars = Results.overBase("title", two).bars();

        assertThat(bars).extracting(Bar::name).doesNotContain("base").hasSize(4);
        assertThat(bars.get(3).mean()).isEqualTo(4, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void aDifferenceOfMoreThanTwoStandardErrorsIsSupported() {
        List<Double> base = List.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        // Mean 2 points, deviation 1.1 points, standard error 0.45 points.
        assertThat(
                        Results.difference(
                                Examples.pair(base, List.of(0.51, 0.53, 0.51, 0.53, 0.51, 0.53)),
                                "mp-ssl",
                                "base"))
                .isEqualTo(
                        "mp-ssl minus base: +2.0 points (standard error 0.4), above on 6 of 6 seeds:"
                                + " supported.");
    }

    @Test
    void aDifferenceWithinTwoStandardErrorsIsNotSettled() {
        List<Double> base = List.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(
                        Results.difference(
                                Examples.pair(base, List.of(0.49, 0.53, 0.49, 0.53, 0.49, 0.53)),
                                "mp-ssl",
                                "base"))
                .endsWith("above on 3 of 6 seeds: not settled.");
    }

    @Test
    void fewSeedsSupportNothingHoweverLargeTheDifference() {
        List<Double> low = List.of(0.1, 0.1, 0.1, 0.1);
        List<Double> high = List.of(0.90, 0.91, 0.92, 0.93);

        assertThat(Results.difference(Examples.pair(low, high), "mp-ssl", "base"))
                .endsWith("above on 4 of 4 seeds: too few seeds.");
        assertThat(Results.difference(Examples.pair(List.of(0.1), List.of(0.9)), "mp-ssl", "base"))
                .isEqualTo("mp-ssl minus base: +80.0 points on one seed: too few seeds.");
    }
}
