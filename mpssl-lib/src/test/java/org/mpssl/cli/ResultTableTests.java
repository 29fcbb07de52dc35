package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.ComparisonResult.Figures;

class ResultTableTests {

    private final Map<String, Figures> methods = new LinkedHashMap<>();

    private void add(String method, List<Double> test, List<Double> last, List<Double> seconds) {
        List<String> specs = test.stream().map(accuracy -> "00ff00ff00ff").toList();
        methods.put(method, new Figures(test, last, seconds, specs));
    }

    private String table() {
        int count = methods.values().iterator().next().test().size();
        List<Long> seeds = LongStream.range(0, count).boxed().toList();
        return ResultTable.of(new ComparisonResult("study", seeds, methods, Map.of()));
    }

    @Test
    void showsMeanSpreadSeedsAndPairedDifference() {
        // Differences 0.01 and 0.03: mean 2 points, standard deviation sqrt(2) points.
        add("base", List.of(0.5, 0.6), List.of(0.5, 0.5), List.of(10.0, 11.4));
        add("p-ssl", List.of(0.51, 0.63), List.of(0.4, 0.6), List.of(20.0, 22.0));

        assertThat(table())
                .isEqualTo(
                        """
                        method          test     last step  minus base        seconds  per seed
                        base      55.0 ± 7.1    50.0 ± 0.0                         11  50.0 60.0
                        p-ssl     57.0 ± 8.5   50.0 ± 14.1  +2.0 ± 1.4 (2/2)       21  51.0 63.0
                        """);
    }

    @Test
    void oneSeedHasNoSpread() {
        add("base", List.of(0.5), List.of(0.5), List.of(1.0));
        add("p-ssl", List.of(0.49), List.of(0.5), List.of(2.0));

        assertThat(table()).doesNotContain("±").contains("-1.0 ");
    }

    @Test
    void withoutBaseNothingIsComparedWithIt() {
        add("p-ssl", List.of(0.4, 0.5), List.of(0.5, 0.5), List.of(2.0, 2.0));

        assertThat(table()).doesNotContain("/2)").contains("45.0 ± 7.1");
    }
}
