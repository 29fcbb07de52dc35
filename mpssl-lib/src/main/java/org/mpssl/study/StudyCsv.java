package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.mpssl.study.StudyResult.CellRuns;
import org.mpssl.study.StudyResult.Run;

/**
 * A study's figures as comma-separated values: a line for every place of the table, accuracies in
 * per cent and differences in points; below them, with a header of their own, figures of images.
 *
 * @param study the study
 * @param result its figures
 */
public record StudyCsv(Study study, StudyResult result) {

    private static final List<String> HEADER =
            List.of(
                    "study",
                    "column",
                    "row",
                    "paper",
                    "seeds",
                    "test",
                    "test_sd",
                    "last",
                    "last_sd",
                    "validation",
                    "minus_base",
                    "minus_base_sd",
                    "shows_from",
                    "minus_base_last",
                    "minus_base_last_sd",
                    "shows_from_last",
                    "seconds",
                    "why_not");

    private static final List<String> SAMPLES = List.of("study", "images", "variety", "distance");

    /** Returns the text. */
    public String text() {
        StudyFigures figures = new StudyFigures(study, result);
        List<List<String>> lines = new ArrayList<>(List.of(HEADER));
        for (Column column : study.columns()) {
            study.rows().forEach(row -> lines.add(line(figures, row, column)));
        }
        if (!result.samples().isEmpty()) {
            lines.add(SAMPLES);
            result.samples().forEach(sample -> lines.add(sample(sample)));
        }
        return lines.stream()
                .map(line -> line.stream().map(StudyCsv::quoted).collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private List<String> sample(StudyResult.SampleFigures sample) {
        return List.of(
                study.name(),
                sample.row(),
                number(sample.variety(), 3),
                number(sample.distance(), 3));
    }

    private List<String> line(StudyFigures figures, Row row, Column column) {
        List<String> cells = new ArrayList<>();
        cells.add(study.name());
        cells.add(column.name());
        cells.add(row.name());
        OptionalDouble printed = study.printed(row, column);
        cells.add(printed.isEmpty() ? "" : number(printed.getAsDouble(), 2));
        Optional<CellRuns> runs = figures.at(row, column);
        cells.add(runs.map(r -> Integer.toString(r.runs().size())).orElse("0"));
        spread(cells, runs.map(r -> r.spread(Run::test)));
        spread(cells, runs.map(r -> r.spread(Run::last)));
        cells.add(runs.map(r -> percent(r.spread(Run::validation).mean())).orElse(""));
        for (Judged judged : Judged.values()) {
            Optional<Paired> paired =
                    figures.base().flatMap(base -> figures.minus(row, base, column, judged));
            spread(cells, paired.map(Paired::spread));
            cells.add(paired.map(p -> percent(p.smallest())).orElse(""));
        }
        cells.add(runs.map(r -> number(r.spread(Run::seconds).mean(), 1)).orElse(""));
        cells.add(why(figures, row, column));
        return cells;
    }

    /** Says why there are no runs, or why not all. */
    private static String why(StudyFigures figures, Row row, Column column) {
        if (!column.made()) {
            return column.remark();
        }
        Map<Long, String> failed = figures.failed(row, column);
        if (!failed.isEmpty()) {
            return failed.entrySet().stream()
                    .map(each -> "seed %d: %s".formatted(each.getKey(), each.getValue()))
                    .collect(Collectors.joining("; ", "failed: ", ""));
        }
        if (figures.at(row, column).isPresent()) {
            return "";
        }
        return row.setting().isEmpty()
                ? "only a reading of the paper's numbers"
                : row.missing().getOrDefault(column.name(), "not run yet");
    }

    private static void spread(List<String> cells, Optional<Spread> spread) {
        cells.add(spread.map(s -> percent(s.mean())).orElse(""));
        cells.add(spread.map(s -> percent(s.deviation())).orElse(""));
    }

    private static String percent(double fraction) {
        return number(100 * fraction, 2);
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[,\"\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
