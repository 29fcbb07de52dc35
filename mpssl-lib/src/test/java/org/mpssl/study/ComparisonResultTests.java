package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpssl.study.ComparisonResult.Figures;

class ComparisonResultTests {

    private final Comparison comparison =
            new Comparison("coarse-to-fine", List.of("base", "mp-ssl"), List.of(0L, 1L), false);

    private ComparisonResult result(Comparison from) {
        Map<String, Figures> methods = new LinkedHashMap<>();
        for (String method : from.methods()) {
            List<Double> values = from.seeds().stream().map(seed -> 0.5).toList();
            methods.put(method, new Figures(values, values, values, from.hashes(method)));
        }
        return new ComparisonResult(from.name(), from.seeds(), methods, Map.of());
    }

    @Test
    void belongsToTheComparisonWithTheSameSettings() {
        assertThat(result(comparison).belongsTo(comparison)).isTrue();
    }

    @Test
    void doesNotBelongToAComparisonWithOtherSettings() {
        Comparison quick =
                new Comparison("coarse-to-fine", comparison.methods(), List.of(0L, 1L), true);
        Comparison seeds =
                new Comparison("coarse-to-fine", comparison.methods(), List.of(0L, 2L), false);
        Comparison fewer =
                new Comparison("coarse-to-fine", List.of("base"), List.of(0L, 1L), false);
        Comparison setUp = new Comparison("disjoint", comparison.methods(), List.of(0L, 1L), false);

        assertThat(List.of(quick, seeds, fewer, setUp))
                .allSatisfy(other -> assertThat(result(comparison).belongsTo(other)).isFalse());
    }
}
