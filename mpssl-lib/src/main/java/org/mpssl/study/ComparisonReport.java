package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpssl.train.Methods;

/**
 * A comparison as a document: the table, and the methods compared in pairs, each difference with
 * what the seeds show of it ({@link Paired}).
 *
 * @param result the comparison's figures
 */
public record ComparisonReport(ComparisonResult result) {

    /** Returns the names of the columns. */
    public static List<String> header() {
        return List.of(
                "method",
                "test %, best validation",
                "test %, last step",
                "minus base",
                "minus base, last step",
                "seconds");
    }

    /** Returns a row per method: accuracies in per cent, paired differences in points. */
    public List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (String method : result.methods().keySet()) {
            ComparisonResult.Figures figures = result.method(method);
            boolean isBase = method.equals(Methods.BASE);
            rows.add(
                    List.of(
                            method,
                            figures.testSpread().percent(),
                            figures.lastSpread().percent(),
                            isBase ? "–" : Spread.of(result.overBase(method)).points(),
                            isBase ? "–" : Spread.of(result.lastOverBase(method)).points(),
                            String.format(
                                    Locale.ROOT, "%.0f", Spread.of(figures.seconds()).mean())));
        }
        return rows;
    }

    /** Returns the report in Markdown. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s, seeds %s to %s; mean ± sample standard deviation; differences are paired by seed, with the number of seeds above zero.%n%n"
                        .formatted(
                                result.study(),
                                result.seeds().get(0),
                                result.seeds().get(result.seeds().size() - 1)));
        text.append(new MarkdownTable(header(), rows()).text());
        text.append("\nEvery pair of methods:\n\n");
        List<String> pairs = List.of("methods", "best validation", "last step");
        text.append(new MarkdownTable(pairs, pairs()).text());
        return text.toString();
    }

    private List<List<String>> pairs() {
        List<List<String>> rows = new ArrayList<>();
        List<String> methods = List.copyOf(result.methods().keySet());
        for (String subtrahend : methods) {
            for (String method : methods.subList(methods.indexOf(subtrahend) + 1, methods.size())) {
                ComparisonResult.Figures a = result.method(method);
                ComparisonResult.Figures b = result.method(subtrahend);
                rows.add(
                        List.of(
                                method + " minus " + subtrahend,
                                difference(a.test(), b.test()),
                                difference(a.last(), b.last())));
            }
        }
        return rows;
    }

    private static String difference(List<Double> a, List<Double> b) {
        Paired paired = new Paired(Spread.of(ComparisonResult.minus(a, b)));
        String points = paired.spread().points();
        if (paired.spread().count() < 2) {
            return points;
        }
        return paired.verdict() == Paired.Verdict.OPEN
                ? "%s, not settled (shows from %s)".formatted(points, paired.showsFrom())
                : "%s, %s".formatted(points, paired.verdict());
    }
}
