package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;

/** {@code docs/run-spec.md} says what the code does. */
class RunSpecDocumentTests {
    private static final RunSpec MINI = RunSpec.mini("mp-ssl", 0);

    /** What else is allowed, as the document's rows end, and an example. */
    private static final Map<String, String> PATHS =
            Map.of(
                    " or a file", "some/weights.safetensors",
                    " or a folder", "some/folder",
                    " or a split", "some/split.json");

    private static final Pattern RANGE =
            Pattern.compile("(each |above )?([\\d.]+),? (?:up )?to ([\\d.]+)");

    /** A line of a table: the field, its default, what is allowed. */
    private record Row(String field, String usual, String allowed) {}

    static List<Row> rows() throws Exception {
        Pattern line = Pattern.compile("\\| `(\\w+)` \\| (.*?) \\| (.*?) \\| .* \\|");
        List<Row> rows = new ArrayList<>();
        for (String text : Files.readAllLines(Path.of("../docs/run-spec.md"))) {
            Matcher match = line.matcher(text);
            if (match.matches()) {
                rows.add(new Row(match.group(1), match.group(2), match.group(3)));
            }
        }
        return rows;
    }

    @Test
    void namesEveryFieldOnceAndNoOther() throws Exception {
        assertThat(rows())
                .extracting(Row::field)
                .containsExactlyInAnyOrderElementsOf(
                        fields().map(RecordComponent::getName).toList());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void defaultsAreThoseOfThePreset(Row row) throws Exception {
        JsonNode preset = JsonMapper.builder().build().readTree(MINI.toJson());
        String expected =
                row.field().equals("method") ? "none" : "`" + preset.get(row.field()) + "`";
        assertThat(row.usual()).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theEndsOfARangeAreAllowedAndWhatLiesBeyondIsNot(Row row) {
        String numbers = row.allowed().replaceAll("(?<=\\d),(?=\\d)", "");
        Matcher range = RANGE.matcher(numbers);
        if (!range.matches()) {
            assertThat(row.allowed())
                    .as("a list of words")
                    .matches("any whole number|`.*`( or a (file|folder|split))?");
            return;
        }
        boolean whole = isWhole(row.field());
        double least = Double.parseDouble(range.group(2));
        double most = Double.parseDouble(range.group(3));
        double little = whole ? 1 : 1e-7;
        boolean open = "above ".equals(range.group(1));
        assertAllowed(row.field(), open ? least + little : least);
        assertAllowed(row.field(), most);
        assertRefused(row.field(), open ? least : least - little);
        assertRefused(row.field(), most + little);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theWordsOfAListAreAllowedAndOthersAreNot(Row row) throws Exception {
        if (!row.allowed().startsWith("`")) {
            return;
        }
        String words = row.allowed().replaceAll(" or a \\w+$|`", "");
        boolean text = row.usual().contains("\"") || row.usual().equals("none");
        for (String word : words.split(", ", -1)) {
            Object value = text ? word : JsonMapper.builder().build().readTree(word);
            assertThatCode(() -> of(row.field()).with(row.field(), value))
                    .doesNotThrowAnyException();
        }
        PATHS.forEach(
                (end, path) -> {
                    if (row.allowed().endsWith(end)) {
                        assertThatCode(() -> MINI.with(row.field(), path))
                                .doesNotThrowAnyException();
                    }
                });
        // The message lists what is allowed: the document must list the same.
        assertThatThrownBy(() -> MINI.with(row.field(), text ? "other" : 2))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(text ? "[" + words + "]" : row.field());
    }

    /** The components of the spec and of its groups. */
    private static Stream<RecordComponent> fields() {
        return Arrays.stream(RunSpec.class.getRecordComponents())
                .flatMap(
                        component ->
                                component.getType().isRecord()
                                        ? Arrays.stream(component.getType().getRecordComponents())
                                        : Stream.of(component));
    }

    private static boolean isWhole(String field) {
        return fields().filter(component -> component.getName().equals(field))
                .map(component -> component.getGenericType().getTypeName())
                .anyMatch(type -> type.equals("int") || type.contains("Integer"));
    }

    private static Object value(String field, double number) {
        Object value = isWhole(field) ? (Object) (long) number : (Object) number;
        return field.equals("blocks") || field.equals("milestones") ? List.of(value) : value;
    }

    /** A spec in which everything that a field alone allows is allowed. */
    private static RunSpec of(String field) {
        return switch (field) {
            case "mu", "lambda" -> RunSpec.mini("oracle", 0);
            case "shift" -> MINI.with("imageSize", 512);
            case "standardise" -> MINI.with("channels", 3);
            default -> MINI;
        };
    }

    private static void assertAllowed(String field, double number) {
        assertThatCode(() -> of(field).with(field, value(field, number)))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(String field, double number) {
        assertThatThrownBy(() -> of(field).with(field, value(field, number)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(field);
    }
}
