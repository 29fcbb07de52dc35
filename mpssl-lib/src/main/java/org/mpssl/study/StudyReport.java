package org.mpssl.study;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpssl.train.RunSpec;

/**
 * A study's report in Markdown, made of its definition and its figures and of nothing else.
 *
 * @param study the study
 * @param result its figures
 */
public record StudyReport(Study study, StudyResult result) {

    /** Returns the report. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        Start start = result.plan().start();
        text.append("# %s: %s\n\n".formatted(study.name(), study.title()));
        text.append(commands()).append('\n');
        text.append(effort()).append("\n\n");
        StudyFigures figures = new StudyFigures(study, result);
        text.append("![%s](%s.png)\n\n".formatted(alt(figures), start.fileName(study)));
        text.append("## Outcome\n\n");
        new StudyWords(figures)
                .lines()
                .forEach(line -> text.append("- ").append(line).append('\n'));
        text.append('\n').append(tables(new StudyTables(figures), figures));
        text.append(failed(figures));
        text.append(absent());
        text.append("## How to read it\n\n").append(new StudyReading(figures).text()).append('\n');
        text.append(environment()).append('\n');
        if (!study.notes().isEmpty()) {
            text.append("\n## Notes\n\n");
            study.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        }
        return text.toString();
    }

    private String commands() {
        Start start = result.plan().start();
        String grid =
                result.plan().lambdas().isEmpty()
                        ? ""
                        : "    ./workbench study run lambda-grid %s\n"
                                .formatted(result.plan().grid().options());
        return grid
                + """
                    ./workbench study run %s %s
                    ./workbench study report %s%s
                """
                        .formatted(
                                study.name(),
                                result.plan().options(),
                                study.name(),
                                start.isShipped() ? "" : " " + start.options());
    }

    private String effort() {
        StudyFigures figures = new StudyFigures(study, result);
        IntSummaryStatistics steps = steps(result.plan());
        IntSummaryStatistics preset = steps(result.plan().whole());
        long missing = figures.planned() - result.runs();
        return "%s; %s steps a run%s; %d runs%s. Wall time of this study's sessions with these steps and this code %s; runs that were there already took none of it. Training time of all runs together %s, one thread each.%s"
                .formatted(
                        Plan.seeds(result.plan().seeds()),
                        range(steps),
                        steps.getMax() < preset.getMax()
                                ? ", fewer than the preset's " + range(preset)
                                : "",
                        result.runs(),
                        missing > 0 ? " of %d".formatted(figures.planned()) : "",
                        time(result.wallSeconds()),
                        time(result.trainingSeconds()),
                        result.plan().quick() ? " Quick: not to be compared with anything." : "");
    }

    /** Returns how many steps the runs have, which with the paper's preset their D decides. */
    private IntSummaryStatistics steps(Plan plan) {
        return study.specs(plan.withSeeds(1)).stream().mapToInt(RunSpec::steps).summaryStatistics();
    }

    private static String range(IntSummaryStatistics steps) {
        return steps.getMin() == steps.getMax()
                ? Integer.toString(steps.getMin())
                : "%d to %d".formatted(steps.getMin(), steps.getMax());
    }

    static String time(double seconds) {
        long whole = Math.round(seconds);
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    private String alt(StudyFigures figures) {
        boolean spread = figures.haveSpread();
        String deviations = spread ? ", mean ± standard deviation over seeds" : "";
        return switch (study.view()) {
            case DIFFERENCES ->
                    "Differences to Base, in points" + (spread ? ", with 95 % intervals" : "");
            case CURVES -> "Test accuracy by share of labelled images" + deviations;
            case CHOICE -> "Validation accuracy by lambda" + deviations;
            case SAMPLES -> "Samples";
        };
    }

    private String tables(StudyTables tables, StudyFigures figures) {
        StringBuilder text = new StringBuilder();
        if (study.view() == Study.View.CHOICE) {
            section(text, "Validation accuracy", tables.values(StudyResult.Run::validation, true));
            text.append(
                    "In bold the best, where all lambdas have runs; of equal ones the smallest.\n\n");
            section(
                    text,
                    "Test accuracy, for information only",
                    tables.values(StudyResult.Run::test, false));
            return text.toString();
        }
        section(text, "Accuracy", tables.accuracies());
        if (!result.samples().isEmpty()) {
            section(text, "Images", tables.samples());
            text.append(SampleMeasure.WORDS).append("\n\n");
        }
        for (Column column : study.made()) {
            section(
                    text,
                    "%s: %s".formatted(column.name(), column.remark()),
                    tables.details(column));
            figures.mpSsl()
                    .filter(row -> !figures.others(column, row).isEmpty())
                    .ifPresent(
                            row ->
                                    text.append(tables.againstMpSsl(column, row).text())
                                            .append('\n'));
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, MarkdownTable table) {
        text.append("## ").append(heading).append("\n\n").append(table.text()).append('\n');
    }

    private String failed(StudyFigures figures) {
        List<String> lines = new ArrayList<>();
        for (Study.Cell cell : study.cells()) {
            String place =
                    study.made().size() == 1
                            ? cell.row().name()
                            : cell.row().name() + ", " + cell.column().name();
            figures.failed(cell.row(), cell.column())
                    .forEach(
                            (seed, why) ->
                                    lines.add("%s, seed %d: %s".formatted(place, seed, why)));
        }
        return list("What failed", lines);
    }

    /** Says what the paper has and this project cannot. */
    private String absent() {
        List<String> lines = new ArrayList<>();
        for (Column column : study.columns()) {
            if (!column.made()) {
                lines.add("%s: %s.".formatted(column.name(), column.remark()));
            }
        }
        for (Row row : study.rows()) {
            row.missing()
                    .forEach(
                            (column, why) ->
                                    lines.add(row.name() + ", " + column + ": " + why + "."));
            if (row.setting().isEmpty()) {
                lines.add(row.name() + ": only a reading of the paper's numbers.");
            }
        }
        return list("What is not here", lines);
    }

    private static String list(String heading, List<String> lines) {
        return lines.isEmpty()
                ? ""
                : lines.stream()
                        .map(line -> "- " + line + "\n")
                        .collect(Collectors.joining("", "## " + heading + "\n\n", "\n"));
    }

    private String environment() {
        return result.environment().entrySet().stream()
                .map(entry -> entry.getKey() + " " + shortened(entry))
                .collect(Collectors.joining("; ", "Behind every number: ", "."));
    }

    /** The first digits of a checksum are enough to tell two apart. */
    private static String shortened(Map.Entry<String, String> entry) {
        boolean checksum = entry.getValue().matches("[0-9a-f]{64}");
        return checksum ? entry.getValue().substring(0, 12) : entry.getValue();
    }
}
