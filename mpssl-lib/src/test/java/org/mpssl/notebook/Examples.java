package org.mpssl.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.ComparisonResult.Figures;

/** Made-up results with the hashes of real specs. */
final class Examples {

    private Examples() {}

    /** Each method is {@code gain} above the one before, and each seed 0.02 above the last. */
    static ComparisonResult result(Comparison comparison, double base, double gain) {
        Map<String, Figures> methods = new LinkedHashMap<>();
        for (String method : comparison.methods()) {
            double start = base + methods.size() * gain;
            List<Double> accuracies =
                    comparison.seeds().stream().map(seed -> start + 0.02 * seed).toList();
            List<Double> seconds = comparison.seeds().stream().map(seed -> 9.0 + seed).toList();
            List<String> specs =
                    comparison.seeds().stream()
                            .map(seed -> comparison.spec(method, seed).hash())
                            .toList();
            methods.put(method, new Figures(accuracies, accuracies, seconds, specs));
        }
        return new ComparisonResult(comparison.name(), comparison.seeds(), methods, Map.of());
    }

    /** Two methods with these accuracies. */
    static ComparisonResult pair(List<Double> base, List<Double> other) {
        List<Double> zeros = base.stream().map(value -> 0.0).toList();
        List<String> names = base.stream().map(value -> "none").toList();
        Map<String, Figures> methods = new LinkedHashMap<>();
        methods.put("base", new Figures(base, base, zeros, names));
        methods.put("mp-ssl", new Figures(other, other, zeros, names));
        List<Long> seeds = java.util.stream.LongStream.range(0, base.size()).boxed().toList();
        return new ComparisonResult("example", seeds, methods, Map.of());
    }
}
