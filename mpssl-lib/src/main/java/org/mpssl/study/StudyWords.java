package org.mpssl.study;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int seeds = 0;
        for (Row row : figures.others(column, reference)) {
            Optional<Paired> paired = figures.minus(row, reference, column, judged);
            if (paired.isPresent()) {
                seeds = Math.max(seeds, paired.get().spread().count());
                say(row, paired.get(), above, below, open);
            }
        }
        if (seeds == 0) {
            return Optional.empty();
        }
        if (seeds == 1) {
            return Optional.of(
                    "with 1 seed no difference to %s can be shown (%s): %s."
                            .formatted(called, judged.words(), String.join("; ", open)));
        }
        return Optional.of(
                "%s, above %s: %s. Below: %s. Not distinguishable from %s with %d seeds: %s."
                        .formatted(
                                judged.words(),
                                called,
                                orNone(above),
                                orNone(below),
                                called,
                                seeds,
                                orNone(open)));
    }

    private static void say(
            Row row, Paired paired, List<String> above, List<String> below, List<String> open) {
        String mean = row.name() + " " + paired.meanPoints();
        if (paired.verdict() == Verdict.ABOVE) {
            above.add(mean);
        } else if (paired.verdict() == Verdict.BELOW) {
            below.add(mean);
        } else if (paired.spread().count() > 1) {
            open.add("%s (shows from %s)".formatted(mean, paired.smallestPoints()));
        } else {
            open.add(mean);
        }
    }

    private static String orNone(List<String> names) {
        return names.isEmpty() ? "none" : String.join("; ", names);
    }

    private Optional<String> ranking(Column column) {
        List<Row> both = figures.inBoth(column);
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
                        "highest mean of the rows that are in both: here %s, in the paper %s."
                                .formatted(here, paper.name()));
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
        double preset = row.setting().orElseThrow().spec(0).unsupervised().lambda();
        return Optional.of(
                "%s: %s%s; the preset has %s."
                        .formatted(
                                row.name(),
                                best.get(0).name(),
                                others,
                                new DecimalFormat("0.###", SYMBOLS).format(preset)));
    }

    private String samples() {
        SampleFigures pSsl = sample(SampleSheet.P_SSL);
        SampleFigures mpSsl = sample(SampleSheet.MP_SSL);
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
