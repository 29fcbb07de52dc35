package org.mpssl.study;

import java.util.ArrayList;
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

    private static final String PRESET_LAMBDA =
            """
            Unless a row says otherwise lambda is the preset's, 3 for MP-SSL and 1 for all other methods, fixed before these runs; the
            study lambda-grid looks for it on D_val, and `study run --lambda grid` takes what it finds.
            """;

    private static final String CHOSEN_LAMBDA =
            """
            Unless a row says otherwise lambda is the one that the study lambda-grid chose on D_val for a method and its loss: %s;
            for others it is the preset's, 3 for MP-SSL and 1 for all other methods.
            """;

    /** How a table is read; %s is what is said of lambda. */
    private static final String READING =
            """
            *here*: test accuracy in %%, mean ± sample standard deviation over seeds, of the weights with the best validation
            accuracy; *last step* is that of the last weights. *paper*: as printed there; its deviations over three runs are lost, and
            its data, networks and 200 epochs are not those of this miniature, so compare orders and signs, not numbers.

            %sNaive gSSL and P-SSL draw their images from 2,048 that are made once, MP-SSL makes new ones in every step.
            """;

    /** How differences are read; %d is the number of those that are judged. */
    private static final String DIFFERENCES =
            """
            Differences are taken seed by seed, in points: mean ± sample standard deviation s of the n differences (how many are
            above zero). *shows from* is t(0.975, n - 1) · s / √n: a mean difference beyond it is told from zero by a paired t-test,
            two-sided, at 5 %%. It is the smallest that n seeds with this spread can show; a true difference of just that size would
            be missed every other time. Of the %d differences judged in this report, one in twenty would show without there being any.
            """;

    /** Returns the report. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# %s: %s\n\n".formatted(study.name(), study.title()));
        text.append(commands()).append('\n');
        text.append(effort()).append("\n\n");
        StudyFigures figures = new StudyFigures(study, result);
        text.append("![%s](%s.png)\n\n".formatted(alt(figures), study.name()));
        text.append("## Outcome\n\n");
        new StudyWords(figures)
                .lines()
                .forEach(line -> text.append("- ").append(line).append('\n'));
        text.append('\n').append(tables(new StudyTables(figures), figures));
        text.append(failed(figures));
        text.append(absent());
        text.append("## How to read it\n\n").append(reading(figures)).append('\n');
        text.append(environment()).append('\n');
        if (!study.notes().isEmpty()) {
            text.append("\n## Notes\n\n");
            study.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        }
        return text.toString();
    }

    private String commands() {
        String grid =
                result.plan().lambdas().isEmpty()
                        ? ""
                        : "    ./workbench study run lambda-grid %s\n"
                                .formatted(result.plan().grid().options());
        return grid
                + """
                    ./workbench study run %s %s
                    ./workbench study report %s
                """
                        .formatted(study.name(), result.plan().options(), study.name());
    }

    private String effort() {
        StudyFigures figures = new StudyFigures(study, result);
        int steps = result.plan().spec(Study.BASE, 0).steps();
        int preset = RunSpec.mini(Study.BASE.method(), 0).steps();
        long missing = figures.planned() - result.runs();
        return "%s; %d steps a run%s; %d runs%s. Wall time of this study's sessions with these steps and this code %s; runs that were there already took none of it. Training time of all runs together %s, one thread each.%s"
                .formatted(
                        Plan.seeds(result.plan().seeds()),
                        steps,
                        steps < preset ? ", fewer than the preset's " + preset : "",
                        result.runs(),
                        missing > 0 ? " of %d".formatted(figures.planned()) : "",
                        time(result.wallSeconds()),
                        time(result.trainingSeconds()),
                        result.plan().quick() ? " Quick: not to be compared with anything." : "");
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

    private String reading(StudyFigures figures) {
        if (study.view() == Study.View.CHOICE) {
            return "Accuracies in %, with several seeds mean ± sample standard deviation. lambda is chosen by the best validation accuracy of a run.\n";
        }
        Map<String, Double> lambdas = result.plan().lambdas();
        String text =
                READING.formatted(
                        lambdas.isEmpty()
                                ? PRESET_LAMBDA
                                : CHOSEN_LAMBDA.formatted(LambdaChoice.words(lambdas)));
        return result.plan().seeds() == 1
                ? text + "\nWith one seed no difference can be told from zero.\n"
                : text + "\n" + DIFFERENCES.formatted(figures.judged());
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
