package org.mpssl.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mpssl.UserError;
import org.mpssl.study.Column;
import org.mpssl.study.Row;
import org.mpssl.study.Spread;
import org.mpssl.study.Study;
import org.mpssl.study.StudyResult;
import org.mpssl.study.StudyResult.CellRuns;
import org.mpssl.study.StudyResult.Run;
import org.mpssl.train.RunSpec;

/**
 * A table or figure of the paper and what came out here: figures over several seeds that come with
 * the workbench. They are of today's settings, or they are not read.
 *
 * @param study the question
 * @param result the figures
 */
public record Reproduction(Study study, StudyResult result) {

    private static final String NOTHING = "–";

    /**
     * Checks that the figures are of the study as it is now.
     *
     * @param study the question
     * @param result the figures
     * @throws UserError if a setting has changed since they were made
     */
    public Reproduction {
        if (!result.belongsTo(study)) {
            throw new UserError(
                    "the figures of %s were made with other settings than today's: ./workbench study run %s and study report make new ones"
                            .formatted(study.name(), study.name()));
        }
    }

    /** Returns the commands that made the figures. */
    public String command() {
        return "./workbench study run " + study.name() + " " + result.plan().options();
    }

    /**
     * Returns the spec of one of the runs.
     *
     * @param row name of a row
     * @param column name of a column
     * @param seed one of the seeds
     * @return the spec
     * @throws UserError if there is no such run
     */
    public RunSpec spec(String row, String column, long seed) {
        return study.cells().stream()
                .filter(cell -> cell.row().name().equals(row))
                .filter(cell -> cell.column().name().equals(column))
                .flatMap(cell -> cell.specs(result.plan()).stream())
                .filter(spec -> spec.seed() == seed)
                .findFirst()
                .orElseThrow(() -> missing(row, column));
    }

    private UserError missing(String row, String column) {
        return new UserError(
                "%s has no such run in '%s', '%s'; rows: %s; columns: %s"
                        .formatted(
                                study.name(),
                                row,
                                column,
                                study.rows().stream().map(Row::name).toList(),
                                study.made().stream().map(Column::name).toList()));
    }

    /**
     * Returns what a run of a place should give.
     *
     * @param row name of a row
     * @param column name of a column
     * @return the expectation
     * @throws UserError if there are no runs
     */
    public Expected expected(String row, String column) {
        return new Expected(
                row,
                List.copyOf(runs(row, column).bySeed(Run::test).values()),
                study.printed(study.row(row), study.column(column)),
                command());
    }

    private CellRuns runs(String row, String column) {
        return result.cell(study.row(row), study.column(column))
                .orElseThrow(() -> missing(row, column));
    }

    /**
     * Returns the rows of a column that have a number: here, or in the paper, whose data and
     * networks are other ones.
     *
     * @param column name of a column
     * @return the table
     */
    public Table table(String column) {
        Column chosen = study.column(column);
        Table table = Table.of("", "here, %", "last step, %", "minus base", "paper, %");
        for (Row row : study.rows()) {
            Optional<CellRuns> runs = result.cell(row, chosen);
            if (runs.isEmpty() && study.printed(row, chosen).isEmpty()) {
                continue;
            }
            table =
                    table.row(
                            row.name(),
                            runs.map(r -> r.spread(Run::test).percent()).orElse(NOTHING),
                            runs.map(r -> r.spread(Run::last).percent()).orElse(NOTHING),
                            runs.map(r -> minusBase(r, chosen)).orElse(NOTHING),
                            text(study.printed(row, chosen)));
        }
        return table;
    }

    private String minusBase(CellRuns runs, Column column) {
        List<Double> differences = differences(runs, column);
        return differences.isEmpty() ? NOTHING : Spread.of(differences).points();
    }

    /** Returns the differences to the first row on the same seeds; none for that row itself. */
    private List<Double> differences(CellRuns runs, Column column) {
        Row first = study.rows().get(0);
        Optional<CellRuns> base = result.cell(first, column);
        if (base.isEmpty() || runs.row().equals(first.name())) {
            return List.of();
        }
        Map<Long, Double> reference = base.get().bySeed(Run::test);
        List<Double> differences = new ArrayList<>();
        runs.bySeed(Run::test)
                .forEach(
                        (seed, value) -> {
                            if (reference.containsKey(seed)) {
                                differences.add(value - reference.get(seed));
                            }
                        });
        return differences;
    }

    /**
     * Returns a bar per row of a column: mean difference to the first row on the same seeds, its
     * deviation and a dot per seed.
     *
     * @param title the title
     * @param column name of a column
     * @return the chart
     */
    public BarChart differences(String title, String column) {
        Column chosen = study.column(column);
        List<Bar> bars = new ArrayList<>();
        for (Row row : study.rows()) {
            result.cell(row, chosen)
                    .map(runs -> differences(runs, chosen))
                    .filter(values -> !values.isEmpty())
                    .ifPresent(values -> bars.add(new Bar(row.name(), points(values))));
        }
        // What stands behind a name in brackets does not fit along an axis.
        String base = study.rows().get(0).name().replaceFirst(" \\(.*", "");
        return new BarChart(title, "points above " + base, bars, 1);
    }

    private static List<Double> points(List<Double> fractions) {
        return fractions.stream().map(fraction -> 100 * fraction).toList();
    }

    private static String text(OptionalDouble value) {
        return value.isEmpty() ? NOTHING : String.format(Locale.ROOT, "%.2f", value.getAsDouble());
    }
}
