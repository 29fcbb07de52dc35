package org.mpssl.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.mpssl.UserError;
import org.mpssl.train.Methods;
import org.mpssl.train.RunSpec;

/**
 * A table or a figure of the paper as a question: rows and columns of runs, each beside the number
 * that the paper prints there.
 *
 * @param name what it is called on the command line
 * @param title what it asks
 * @param view how its results are shown
 * @param seeds how many seeds it has unless asked for others
 * @param columns its columns
 * @param rows its rows
 * @param notes what a reader of the numbers has to know
 */
public record Study(
        String name,
        String title,
        View view,
        int seeds,
        List<Column> columns,
        List<Row> rows,
        List<String> notes) {

    private static final int SEEDS = 5;

    /** What differences are taken to. */
    static final Setting BASE = Setting.of(Methods.BASE);

    /** What variants are compared with. */
    static final Setting MP_SSL = Setting.of(Methods.MP_SSL);

    /** How results are shown. */
    public enum View {
        /** Differences to Base as bars, one group per row. */
        DIFFERENCES,
        /** Accuracy as a line over the columns, whose names begin with a number. */
        CURVES,
        /** A choice among the columns for each row, by validation accuracy. */
        CHOICE,
        /** Images that the runs have learned to draw. */
        SAMPLES
    }

    /**
     * A place where a row and a column meet, and runs are made.
     *
     * @param row the row
     * @param column the column
     * @param setting what the runs do
     */
    public record Cell(Row row, Column column, Setting setting) {

        /** Returns the specs of its runs, in the order of the seeds. */
        public List<RunSpec> specs(Plan plan) {
            return plan.seedList().stream().map(seed -> plan.spec(setting, seed)).toList();
        }
    }

    /** Checks that names are different and that the paper's numbers fit its columns. */
    public Study {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        different(columns.stream().map(Column::name).toList());
        different(rows.stream().map(Row::name).toList());
        long printed = columns.stream().filter(Column::printed).count();
        for (Row row : rows) {
            if (!row.printed().isEmpty() && row.printed().size() != printed) {
                throw new IllegalArgumentException(
                        "%s: the row '%s' has %d numbers for %d columns"
                                .formatted(name, row.name(), row.printed().size(), printed));
            }
            columns.forEach(column -> disagree(row, column));
        }
    }

    private static void disagree(Row row, Column column) {
        for (String field : column.fields().keySet()) {
            if (row.setting().filter(s -> s.fields().containsKey(field)).isPresent()) {
                throw new IllegalArgumentException(
                        "both '%s' and '%s' say what %s is"
                                .formatted(row.name(), column.name(), field));
            }
        }
    }

    private static void different(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String each : names) {
            if (!seen.add(each)) {
                throw new IllegalArgumentException("there are two of '" + each + "'");
            }
        }
    }

    /**
     * Begins a study, to which columns and then rows are added.
     *
     * @param name what it is called on the command line
     * @param title what it asks
     * @return a study without columns
     */
    public static Study of(String name, String title) {
        return new Study(name, title, View.DIFFERENCES, SEEDS, List.of(), List.of(), List.of());
    }

    /** Returns this study shown in another way and with another number of seeds. */
    public Study shownAs(View other, int otherSeeds) {
        return new Study(name, title, other, otherSeeds, columns, rows, notes);
    }

    /** Returns this study with more columns. */
    public Study columns(Column... more) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(List.of(more));
        return new Study(name, title, view, seeds, all, rows, notes);
    }

    /**
     * Returns this study with one more row, which the paper has.
     *
     * @param heading its name there
     * @param setting what its runs do
     * @param printed what it prints, in per cent, for each of its columns; NaN where there is
     *     nothing
     * @return the larger study
     */
    public Study row(String heading, Setting setting, double... printed) {
        return add(new Row(heading, Optional.of(setting), boxed(printed), Map.of()));
    }

    /** Returns this study with one more row, of which it has only what the paper prints. */
    public Study printed(String heading, double... printed) {
        return add(new Row(heading, Optional.empty(), boxed(printed), Map.of()));
    }

    /** Returns this study with one more row, which the paper does not have. */
    public Study own(String heading, Setting setting) {
        return add(new Row(heading, Optional.of(setting), List.of(), Map.of()));
    }

    /** Returns this study without runs of its last row in a column. */
    public Study without(String column, String why) {
        column(column);
        List<Row> all = new ArrayList<>(rows);
        all.add(all.remove(all.size() - 1).without(column, why));
        return new Study(name, title, view, seeds, columns, all, notes);
    }

    /** Returns this study with one more note. */
    public Study note(String text) {
        List<String> all = new ArrayList<>(notes);
        all.add(text);
        return new Study(name, title, view, seeds, columns, rows, all);
    }

    private Study add(Row row) {
        List<Row> all = new ArrayList<>(rows);
        all.add(row);
        return new Study(name, title, view, seeds, columns, all, notes);
    }

    private static List<Double> boxed(double... values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    /**
     * Returns a row by its name.
     *
     * @throws UserError if there is none
     */
    public Row row(String heading) {
        return named(heading, "row", rows, Row::name);
    }

    /**
     * Returns a column by its name.
     *
     * @throws UserError if there is none
     */
    public Column column(String heading) {
        return named(heading, "column", columns, Column::name);
    }

    private <T> T named(String heading, String what, List<T> all, Function<T, String> toName) {
        return all.stream()
                .filter(each -> toName.apply(each).equals(heading))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserError(
                                        "%s has no %s '%s'; it has %s"
                                                .formatted(
                                                        name,
                                                        what,
                                                        heading,
                                                        all.stream().map(toName).toList())));
    }

    /** Returns the columns that have runs. */
    public List<Column> made() {
        return columns.stream().filter(Column::made).toList();
    }

    /** Returns the rows that have runs in a column. */
    List<Row> rows(Column column) {
        return cells().stream().filter(c -> c.column().equals(column)).map(Cell::row).toList();
    }

    /** Returns all places with runs, column by column. */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (Column column : made()) {
            for (Row row : rows) {
                if (row.setting().isPresent() && !row.missing().containsKey(column.name())) {
                    Setting setting = row.setting().get().with(column.fields());
                    cells.add(new Cell(row, column, setting));
                }
            }
        }
        return cells;
    }

    /**
     * Returns all runs, each once, the longest first, so that two threads end at about the same
     * time.
     *
     * @param plan on which data, how often and how long
     * @return their specs
     */
    public List<RunSpec> specs(Plan plan) {
        Set<RunSpec> specs = new LinkedHashSet<>();
        cells().forEach(cell -> specs.addAll(cell.specs(plan)));
        return specs.stream().sorted(Comparator.comparingDouble(Work::of).reversed()).toList();
    }

    /**
     * Returns what the paper prints.
     *
     * @param row a row
     * @param column a column
     * @return the accuracy in per cent, or nothing where it prints none
     */
    public OptionalDouble printed(Row row, Column column) {
        if (row.printed().isEmpty() || !column.printed()) {
            return OptionalDouble.empty();
        }
        int index = columns.stream().filter(Column::printed).toList().indexOf(column);
        double value = row.printed().get(index);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
