package org.mpssl.study;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpssl.study.Paired.Verdict;
import org.mpssl.study.StudyResult.SampleFigures;

/**
 * The outcome of a study in words, computed from its figures.
 *
 * @param figures the study and what it gave
 */
record StudyWords(StudyFigures figures) {

    private static final DecimalFormatSymbols SYMBOLS =
            DecimalFormatSymbols.getInstance(Locale.ROOT);

    /** Returns one sentence or two per line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        switch (figures.study().view()) {
            case CHOICE -> figures.study().rows().forEach(row -> choice(row).ifPresent(lines::add));
            default -> figures.study().made().forEach(column -> lines.addAll(column(column)));
        }
        if (!figures.result().samples().isEmpty()) {
            lines.add(samples());
        }
        return lines;
    }

    /** Begins a sentence, with the column if there are several. */
    private String begun(Column column, String words) {
        return figures.study().made().size() > 1
                ? "**%s**: %s".formatted(column.name(), words)
                : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private List<String> column(Column column) {
        List<String> lines = new ArrayList<>();
        for (Judged judged : Judged.values()) {
            figures.base()
                    .flatMap(base -> against(base, "Base", column, judged))
                    .ifPresent(words -> lines.add(begun(column, words)));
        }
        for (Judged judged : Judged.values()) {
            figures.mpSsl()
                    .flatMap(mpSsl -> against(mpSsl, "MP-SSL", column, judged))
                    .ifPresent(words -> lines.add(begun(column, words)));
        }
        ranking(column).ifPresent(words -> lines.add(begun(column, words)));
        return lines;
    }

    /** Says which rows are above, below, or not to be told from one of them. */
    private Optional<String> against(Row reference, String called, Column column, Judged judged) {
        Map<Row, Paired> pairs = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        for (Row row : figures.others(column, reference)) {
            figures.minus(row, reference, column, judged)
                    .ifPresentOrElse(
                            paired -> pairs.put(row, paired), () -> without.add(row.name()));
        }
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> counts =
                pairs.values().stream().map(p -> p.spread().count()).collect(Collectors.toSet());
        String missing =
                without.isEmpty()
                        ? ""
                        : " Without runs of the same seeds: %s.".formatted(orNone(without));
        if (counts.equals(Set.of(1))) {
            return Optional.of(
                    "with 1 seed no difference to %s can be shown (%s): %s.%s"
                            .formatted(
                                    called,
                                    judged.words(),
                                    said(pairs, Verdict.OPEN, counts),
                                    missing));
        }
        return Optional.of(
                "%s, above %s: %s. Below: %s. Not settled against %s%s: %s.%s"
                        .formatted(
                                judged.words(),
                                called,
                                said(pairs, Verdict.ABOVE, counts),
                                said(pairs, Verdict.BELOW, counts),
                                called,
                                counts.size() == 1 ? with(counts.iterator().next()) : "",
                                said(pairs, Verdict.OPEN, counts),
                                missing));
    }

    private static String with(int seeds) {
        return " with " + Plan.seeds(seeds);
    }

    /** Names the rows of one verdict, each with its number of seeds if not all have as many. */
    private static String said(Map<Row, Paired> pairs, Verdict verdict, Set<Integer> counts) {
        List<String> words = new ArrayList<>();
        pairs.forEach(
                (row, paired) -> {
                    int count = paired.spread().count();
                    if (paired.verdict() == verdict) {
                        words.add(
                                "%s %s%s%s"
                                        .formatted(
                                                row.name(),
                                                paired.meanPoints(),
                                                counts.size() > 1 ? with(count) : "",
                                                verdict == Verdict.OPEN && count > 1
                                                        ? " (shows from %s)"
                                                                .formatted(paired.smallestPoints())
                                                        : ""));
                    }
                });
        return orNone(words);
    }

    private static String orNone(List<String> names) {
        return names.isEmpty() ? "none" : String.join("; ", names);
    }

    private Optional<String> ranking(Column column) {
        Map<Boolean, List<Row>> byRuns =
                figures.inBoth(column).stream()
                        .collect(
                                Collectors.partitioningBy(
                                        row -> figures.at(row, column).isPresent()));
        List<Row> both = byRuns.get(true);
        List<String> without = byRuns.get(false).stream().map(Row::name).toList();
        if (both.size() < 2) {
            return Optional.empty();
        }
        Row paper =
                both.stream()
                        .max(
                                Comparator.comparingDouble(
                                        row -> figures.study().printed(row, column).getAsDouble()))
                        .get();
        String here =
                List.of(Judged.values()).stream()
                        .flatMap(
                                judged ->
                                        figures.highest(both, column, judged).stream()
                                                .map(
                                                        row ->
                                                                row.name()
                                                                        + " ("
                                                                        + judged.words()
                                                                        + ")"))
                        .collect(Collectors.joining(" and "));
        return here.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "highest mean of the rows that are in both: here %s, in the paper %s%s."
                                .formatted(
                                        here,
                                        paper.name(),
                                        without.isEmpty()
                                                ? ""
                                                : ", not counting those without runs: "
                                                        + orNone(without)));
    }

    private Optional<String> choice(Row row) {
        List<Column> best = figures.best(row);
        if (best.isEmpty()) {
            return Optional.empty();
        }
        String others =
                best.size() == 1
                        ? ""
                        : "; equally good: "
                                + best.stream()
                                        .skip(1)
                                        .map(Column::name)
                                        .collect(Collectors.joining(", "));
        double preset =
                figures.result()
                        .plan()
                        .start()
                        .spec(row.setting().orElseThrow(), 0)
                        .unsupervised()
                        .lambda();
        return Optional.of(
                "%s: %s%s%s; the preset has %s."
                        .formatted(
                                row.name(),
                                best.get(0).name(),
                                others,
                                figures.isWhole(row)
                                        ? ""
                                        : "; so far of %d of %d lambdas"
                                                .formatted(
                                                        figures.tried(row),
                                                        figures.study().made().size()),
                                new DecimalFormat("0.###", SYMBOLS).format(preset)));
    }

    private String samples() {
        SampleFigures pSsl = sample(SampleSheet.P_SSL);
        SampleFigures mpSsl = sample(SampleSheet.MP_SSL);
        if (Double.isNaN(mpSsl.distance())) {
            return "No class shown has two images in D, so there are no figures of the images.";
        }
        return "MP-SSL's images are %s the real ones than P-SSL's and vary %s; the paper's text says further and more. One seed, so no spread."
                .formatted(
                        mpSsl.distance() > pSsl.distance() ? "further from" : "nearer to",
                        mpSsl.variety() > pSsl.variety() ? "more" : "less");
    }

    private SampleFigures sample(String row) {
        return figures.result().samples().stream()
                .filter(sample -> sample.row().equals(row))
                .findFirst()
                .orElseThrow();
    }
}
