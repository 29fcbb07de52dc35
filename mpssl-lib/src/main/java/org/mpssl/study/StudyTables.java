package org.mpssl.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.mpssl.study.StudyResult.CellRuns;
import org.mpssl.study.StudyResult.Run;

/**
 * The tables of a report.
 *
 * @param figures the study and what it gave
 */
record StudyTables(StudyFigures figures) {

    private static final String NOTHING = "–";

    /** Returns accuracies at the best validation, each beside what the paper prints. */
    MarkdownTable accuracies() {
        Study study = figures.study();
        boolean one = study.columns().size() == 1;
        List<String> header = new ArrayList<>();
        header.add("");
        for (Column column : study.columns()) {
            String name = one ? "" : column.name() + ", ";
            if (column.made()) {
                header.add(name + "here");
            }
            if (column.printed()) {
                header.add(name + "paper");
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (Row row : study.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.name());
            for (Column column : study.columns()) {
                if (column.made()) {
                    cells.add(percent(row, column, Run::test));
                }
                if (column.printed()) {
                    cells.add(printed(study.printed(row, column), "%.2f"));
                }
            }
            rows.add(cells);
        }
        return new MarkdownTable(header, rows);
    }

    /** Returns one value of every made place; for a choice, the chosen ones in bold. */
    MarkdownTable values(ToDoubleFunction<Run> value, boolean bold) {
        Study study = figures.study();
        List<String> header = new ArrayList<>(List.of(""));
        study.made().forEach(column -> header.add(column.name()));
        List<List<String>> rows = new ArrayList<>();
        for (Row row : study.rows()) {
            List<Column> best = figures.best(row);
            List<String> cells = new ArrayList<>(List.of(row.name()));
            for (Column column : study.made()) {
                String text = percent(row, column, value);
                boolean chosen = figures.isWhole(row) && best.get(0).equals(column);
                cells.add(bold && chosen ? "**" + text + "**" : text);
            }
            rows.add(cells);
        }
        return new MarkdownTable(header, rows);
    }

    /** Returns the rows of a column with their differences to the base model. */
    MarkdownTable details(Column column) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : figures.study().rows(column)) {
            Optional<CellRuns> runs = figures.at(row, column);
            List<String> cells = new ArrayList<>();
            cells.add(row.name());
            cells.add(percent(row, column, Run::test));
            cells.add(percent(row, column, Run::last));
            figures.base().ifPresent(base -> differences(cells, row, base, column));
            cells.add(runs.map(r -> seconds(r.spread(Run::seconds))).orElse(NOTHING));
            rows.add(cells);
        }
        List<String> header = new ArrayList<>(List.of("", "best validation", "last step"));
        figures.base().ifPresent(base -> header.addAll(differences("minus base", column)));
        header.add("seconds");
        return new MarkdownTable(header, rows);
    }

    private static List<String> differences(String name, Column column) {
        List<String> header =
                new ArrayList<>(List.of(name, "shows from", name + ", last step", "shows from"));
        if (column.printed()) {
            header.add(name + ", paper");
        }
        return header;
    }

    /** Returns the differences of all other rows of a column to MP-SSL as it is. */
    MarkdownTable againstMpSsl(Column column, Row mpSsl) {
        List<List<String>> rows = new ArrayList<>();
        for (Row row : figures.others(column, mpSsl)) {
            List<String> cells = new ArrayList<>(List.of(row.name()));
            differences(cells, row, mpSsl, column);
            rows.add(cells);
        }
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(differences("minus MP-SSL", column));
        return new MarkdownTable(header, rows);
    }

    private void differences(List<String> cells, Row row, Row reference, Column column) {
        for (Judged judged : Judged.values()) {
            Optional<Paired> paired = figures.minus(row, reference, column, judged);
            cells.add(paired.map(p -> p.spread().points()).orElse(NOTHING));
            cells.add(paired.map(Paired::smallestPoints).orElse(NOTHING));
        }
        if (column.printed()) {
            cells.add(printed(figures.printedMinus(row, reference, column), "%+.2f"));
        }
    }

    /** Returns the figures of the images. */
    MarkdownTable samples() {
        List<List<String>> rows = new ArrayList<>();
        for (StudyResult.SampleFigures sample : figures.result().samples()) {
            rows.add(List.of(sample.row(), sample.varietyText(), sample.distanceText()));
        }
        return new MarkdownTable(List.of("", "variety", "distance to the nearest real"), rows);
    }

    private String percent(Row row, Column column, ToDoubleFunction<Run> value) {
        Optional<CellRuns> runs = figures.at(row, column);
        if (runs.isEmpty()) {
            return NOTHING;
        }
        Spread spread = runs.get().spread(value);
        int planned = figures.result().plan().seeds();
        return spread.percent()
                + (spread.count() < planned ? " (%s)".formatted(Plan.seeds(spread.count())) : "");
    }

    private static String seconds(Spread spread) {
        return String.format(Locale.ROOT, "%.0f", spread.mean());
    }

    private static String printed(OptionalDouble value, String format) {
        return value.isEmpty() ? NOTHING : String.format(Locale.ROOT, format, value.getAsDouble());
    }
}
