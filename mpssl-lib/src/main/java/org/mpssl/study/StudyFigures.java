package org.mpssl.study;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mpssl.study.StudyResult.CellRuns;
import org.mpssl.train.RunFolder;

/**
 * A study beside what it gave: everything that a report says is computed here.
 *
 * @param study the study
 * @param result its figures
 */
record StudyFigures(Study study, StudyResult result) {

    /** Equal accuracies differ by as much when their means are rounded, and by no image. */
    private static final double SAME = 1e-9;

    /** Returns the runs where a row and a column meet. */
    Optional<CellRuns> at(Row row, Column column) {
        return result.cell(row, column);
    }

    /** Returns why runs failed where a row and a column meet, by their seeds. */
    Map<Long, String> failed(Row row, Column column) {
        Map<Long, String> failed = new TreeMap<>();
        study.cells().stream()
                .filter(cell -> cell.row().equals(row) && cell.column().equals(column))
                .flatMap(cell -> cell.specs(result.plan()).stream())
                .filter(spec -> result.failures().containsKey(RunFolder.name(spec)))
                .forEach(
                        spec ->
                                failed.put(
                                        spec.seed(), result.failures().get(RunFolder.name(spec))));
        return failed;
    }

    /** Returns the row that differences are taken to. */
    Optional<Row> base() {
        return row(Study.BASE);
    }

    /** Returns the row that variants are compared with. */
    Optional<Row> mpSsl() {
        return row(Study.MP_SSL);
    }

    private Optional<Row> row(Setting setting) {
        return study.rows().stream().filter(row -> row.is(setting)).findFirst();
    }

    /** Returns the rows with runs in a column, without the one that they are compared with. */
    List<Row> others(Column column, Row reference) {
        return study.rows(column).stream().filter(row -> !row.equals(reference)).toList();
    }

    /** Returns the paired differences of two rows, if both have runs of one seed. */
    Optional<Paired> minus(Row row, Row reference, Column column, Judged judged) {
        Optional<CellRuns> a = at(row, column);
        Optional<CellRuns> b = at(reference, column);
        if (a.isEmpty() || b.isEmpty() || row.equals(reference)) {
            return Optional.empty();
        }
        Map<Long, Double> first = a.get().bySeed(judged::of);
        Map<Long, Double> second = b.get().bySeed(judged::of);
        return Collections.disjoint(first.keySet(), second.keySet())
                ? Optional.empty()
                : Optional.of(Paired.of(first, second));
    }

    /** Returns the difference of two rows in the paper, in points. */
    OptionalDouble printedMinus(Row row, Row reference, Column column) {
        OptionalDouble a = study.printed(row, column);
        OptionalDouble b = study.printed(reference, column);
        return row.equals(reference) || a.isEmpty() || b.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(a.getAsDouble() - b.getAsDouble());
    }

    /** Returns the row with the highest mean among some, if there is one with runs. */
    Optional<Row> highest(List<Row> rows, Column column, Judged judged) {
        return rows.stream()
                .filter(row -> at(row, column).isPresent())
                .max(
                        Comparator.comparingDouble(
                                row -> at(row, column).get().spread(judged::of).mean()));
    }

    /** Returns how many paired differences a report judges: those of more than one seed. */
    long judged() {
        return study.made().stream()
                .mapToLong(
                        column ->
                                judged(base(), column, List.of())
                                        + judged(mpSsl(), column, base().stream().toList()))
                .sum();
    }

    private long judged(Optional<Row> reference, Column column, List<Row> before) {
        return reference.stream()
                .flatMap(
                        to ->
                                others(column, to).stream()
                                        .filter(row -> !before.contains(row))
                                        .flatMap(
                                                row ->
                                                        Stream.of(Judged.values())
                                                                .map(
                                                                        j ->
                                                                                minus(
                                                                                        row, to,
                                                                                        column,
                                                                                        j))))
                .flatMap(Optional::stream)
                .filter(paired -> paired.spread().count() > 1)
                .count();
    }

    /** Returns whether a place has runs of several seeds, so that there is a spread. */
    boolean haveSpread() {
        return result.cells().stream().anyMatch(cell -> cell.runs().size() > 1);
    }

    /** Returns the rows that may have runs here and have a number in the paper. */
    List<Row> inBoth(Column column) {
        return study.rows(column).stream()
                .filter(row -> study.printed(row, column).isPresent())
                .toList();
    }

    /** Returns the mean of the best validation accuracies. */
    OptionalDouble validation(Row row, Column column) {
        Optional<CellRuns> runs = at(row, column);
        return runs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(runs.get().spread(StudyResult.Run::validation).mean());
    }

    /** Returns in how many columns a row has runs. */
    long tried(Row row) {
        return study.made().stream().filter(column -> at(row, column).isPresent()).count();
    }

    /** Returns whether a row has runs in every column. */
    boolean isWhole(Row row) {
        return tried(row) == study.made().size();
    }

    /** Returns the columns with the best validation accuracy of a row, all that are equal. */
    List<Column> best(Row row) {
        double highest =
                study.made().stream()
                        .mapToDouble(column -> validation(row, column).orElse(-1))
                        .max()
                        .orElse(-1);
        return study.made().stream()
                .filter(column -> validation(row, column).isPresent())
                .filter(column -> validation(row, column).getAsDouble() >= highest - SAME)
                .toList();
    }

    /** Returns how many runs the study has. */
    int planned() {
        return study.specs(result.plan()).size();
    }
}
