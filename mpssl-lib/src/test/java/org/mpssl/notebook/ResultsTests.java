package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    void aMethodHasOneColourInAllCharts() {
        JsonNode accuracies = Results.bars("title", two).plotly().at("/data");
        JsonNode differences = Results.overBase("title", two).plotly().at("/data");

        assertThat(color(differences, 0)).isEqualTo(color(accuracies, 1));
        assertThat(color(differences, 3)).isEqualTo(color(accuracies, 4));
        assertThat(color(differences, 0)).isNotEqualTo(color(accuracies, 0));
    }

    private static String color(JsonNode bars, int index) {
        return bars.at("/" + index + "/marker/color").asText();
    }

    @Test
    void aDifferenceThatSoManySeedsShowIsAboveOrBelow() {
        List<Double> base = List.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
        List<Double> higher = List.of(0.51, 0.53, 0.51, 0.53, 0.51, 0.53);

        // Mean 2 points, standard error 0.447 points, times 2.571 of five degrees of freedom.
        assertThat(Results.difference(Examples.pair(base, higher), "mp-ssl", "base"))
                .isEqualTo(
                        "mp-ssl minus base: +2.0 points, above zero on 6 of 6 seeds; shows"
                                + " from 1.1: above.");
        assertThat(Results.difference(Examples.pair(higher, base), "mp-ssl", "base"))
                .endsWith("shows from 1.1: below.");
    }

    @Test
    void aSmallerDifferenceIsNotSettled() {
        List<Double> base = List.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        assertThat(
                        Results.difference(
                                Examples.pair(base, List.of(0.49, 0.53, 0.49, 0.53, 0.49, 0.53)),
                                "mp-ssl",
                                "base"))
                .isEqualTo(
                        "mp-ssl minus base: +1.0 points, above zero on 3 of 6 seeds; shows"
                                + " from 2.3: not settled.");
    }

    @Test
    void oneSeedShowsNothingHoweverLargeTheDifference() {
        assertThat(Results.difference(Examples.pair(List.of(0.1), List.of(0.9)), "mp-ssl", "base"))
                .isEqualTo("mp-ssl minus base: +80.0 points on one seed: too few seeds.");
    }
}
