package org.mpssl.study.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;
import org.mpssl.study.Column;
import org.mpssl.study.Plan;
import org.mpssl.study.Row;
import org.mpssl.study.Study;

/**
 * Against tables.csv, a transcription of the paper's tables that was made apart from the studies.
 */
class PaperStudiesTests {

    private static final Pattern LINE =
            Pattern.compile("([^,]+),(\"[^\"]*\"|[^,]*),([^,]*),([^,]*)");

    /** Rows that a table is given here so that differences can be taken. */
    private static final String ELSEWHERE = "Base Model (from other tables)";

    private static Map<String, String> transcription() throws IOException {
        Map<String, String> numbers = new TreeMap<>();
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                PaperStudiesTests.class.getResourceAsStream("/paper/tables.csv"),
                                StandardCharsets.UTF_8))) {
            for (String line : reader.lines().skip(1).toList()) {
                Matcher parts = LINE.matcher(line);
                assertThat(parts.matches()).as(line).isTrue();
                String row = parts.group(2).replace("\"", "");
                numbers.put(parts.group(1) + "/" + row + "/" + parts.group(3), parts.group(4));
            }
        }
        return numbers;
    }

    private static Map<String, String> defined() {
        Map<String, String> numbers = new TreeMap<>();
        for (Study study : PaperStudies.ALL) {
            for (Row row : study.rows()) {
                for (Column column : study.columns()) {
                    boolean its = !row.printed().isEmpty() && column.printed();
                    boolean table = study.name().startsWith("table-");
                    if (its && table && !row.name().equals(ELSEWHERE)) {
                        numbers.put(
                                study.name() + "/" + row.name() + "/" + column.name(),
                                text(study.printed(row, column)));
                    }
                }
            }
        }
        return numbers;
    }

    private static String text(OptionalDouble number) {
        return number.isEmpty() ? "" : "%.2f".formatted(number.getAsDouble());
    }

    @Test
    void everyNumberOfThePapersTablesIsThereAndNoOther() throws IOException {
        assertThat(transcription()).hasSize(149);
        assertThat(defined()).containsExactlyEntriesOf(transcription());
    }

    @Test
    void numbersThatATableTakesFromAnotherAreThoseOfTheOther() throws IOException {
        Map<String, String> numbers = transcription();
        for (String name : List.of("table-5", "table-6", "table-11")) {
            Study study = PaperStudies.named(name);
            Row base = row(study, ELSEWHERE);
            assertThat(text(study.printed(base, study.columns().get(0))))
                    .isEqualTo(numbers.get("table-3/Base Model/Cars"));
        }
        Study figure = PaperStudies.named("figure-3");
        for (Row row : figure.rows()) {
            for (Column column : figure.columns()) {
                if (figure.printed(row, column).isPresent()) {
                    assertThat(text(figure.printed(row, column)))
                            .isEqualTo(numbers.get("table-2/" + row.name() + "/" + column.name()));
                }
            }
        }
    }

    private static Row row(Study study, String name) {
        return study.rows().stream().filter(row -> row.name().equals(name)).findFirst().get();
    }

    static Stream<Study> studies() {
        return PaperStudies.ALL.stream();
    }

    @Test
    void everyTableAndFigureIsAStudy() {
        List<String> names = PaperStudies.ALL.stream().map(Study::name).toList();
        List<String> wanted = new ArrayList<>();
        for (int table = 1; table <= 11; table++) {
            wanted.add("table-" + table);
        }
        wanted.addAll(List.of("figure-3", "figure-4", "lambda-grid", "options"));

        assertThat(names).containsExactlyElementsOf(wanted);
        assertThat(names).allMatch(PaperStudies::exists);
        assertThatThrownBy(() -> PaperStudies.named("table-12"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'table-12'")
                .hasMessageContaining("table-11, figure-3");
    }

    @ParameterizedTest
    @MethodSource("studies")
    void whatHasNoRunsSaysWhy(Study study) {
        for (Column column : study.columns()) {
            assertThat(column.remark()).as(column.name()).isNotBlank();
        }
        for (Row row : study.rows()) {
            assertThat(row.missing().values()).as(row.name()).allMatch(why -> !why.isBlank());
        }
        assertThat(study.rows())
                .filteredOn(row -> row.setting().isEmpty())
                .allMatch(row -> row.name().equals("UDA (oracle), read anew"));
    }

    static Stream<Study> comparisons() {
        return studies().filter(study -> study.name().matches("table-.*|figure-3"));
    }

    @ParameterizedTest
    @MethodSource("comparisons")
    void whereMpSslIsComparedTheRowWithAllLabelsIsThereToo(Study study) {
        assertThat(study.rows())
                .anyMatch(row -> row.setting().filter(Systems.ALL_LABELS::equals).isPresent())
                .anyMatch(row -> row.setting().filter(Systems.BASE::equals).isPresent())
                .anyMatch(row -> row.setting().filter(Systems.MP_SSL::equals).isPresent());
    }

    @Test
    void theKnownSlipsOfThePaperAreNotesOfTheTablesTheyConcern() {
        Map<String, List<String>> slips =
                Map.of(
                        "shifted by a repeated 60.22", List.of("table-1"),
                        "72.76 stands twice", List.of("table-2", "table-9"),
                        "82.73 and 82.60", List.of("table-1", "table-2", "table-9", "figure-3"),
                        "23.82 and 24.62", List.of("table-2", "table-8", "figure-3"),
                        "75.55 stands twice", List.of("table-4", "table-5"),
                        "cites several tables by one number",
                                List.of(
                                        "table-3",
                                        "table-4",
                                        "table-5",
                                        "table-6",
                                        "table-9",
                                        "table-10",
                                        "table-11"),
                        "differ by 0.17 points", List.of("table-3"),
                        "of 8,144 it is 814", List.of("table-2", "table-8", "figure-3"));
        slips.forEach(
                (words, tables) ->
                        assertThat(PaperStudies.ALL)
                                .filteredOn(
                                        study ->
                                                study.notes().stream()
                                                        .anyMatch(note -> note.contains(words)))
                                .extracting(Study::name)
                                .as(words)
                                .containsExactlyElementsOf(tables));
    }

    /** The names that a definition uses for methods and fields are those of a spec. */
    @ParameterizedTest
    @MethodSource("studies")
    void everyRunCanBeMadeFromASpec(Study study) {
        assertThat(study.specs(Plan.of(2))).isNotEmpty().doesNotHaveDuplicates();
    }
}
