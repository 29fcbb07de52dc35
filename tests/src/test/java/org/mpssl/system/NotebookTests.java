package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.study.Comparison;
import org.mpssl.system.RealClone.Outcome;

/** The committed notebooks: as they lie there, executed, and as a page. */
@Tag("system")
class NotebookTests {
    private static final long LARGEST = 2 << 20;

    /** A line at the outermost level that shows something. */
    private static final Pattern SHOWS =
            Pattern.compile("^\\S*(System\\.out\\.print|.*\\.show\\(|.*\\bdisplay\\()");

    private static final Pattern MACHINE_PATH =
            Pattern.compile(
                    "(?<![\\w.:/])/(home|root|work|Users|tmp|mnt|opt|var|private)/\\w|\\b[A-Z]:\\\\\\w");

    @TempDir private Path folder;

    static List<Notebook> notebooks() throws Exception {
        return Notebook.all();
    }

    @Test
    void theFirstNotebookIsThere() {
        assertThat(Notebook.FIRST).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void isSmallAndNamesItsKernelAndNoMachine(Notebook notebook) throws Exception {
        assertThat(Files.size(notebook.file())).isLessThanOrEqualTo(LARGEST);
        JsonNode kernel = notebook.json().path("metadata").path("kernelspec");
        assertThat(kernel.path("name").asText()).isEqualTo("mpssl-java");
        assertThat(kernel.path("language").asText()).isEqualTo("java");
        assertThat(notebook.texts())
                .noneMatch(text -> MACHINE_PATH.matcher(text).find())
                .noneMatch(text -> text.contains(RealClone.ROOT.toString()));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void isCommittedAsItWasExecutedFromTopToBottom(Notebook notebook) {
        assertExecuted(notebook);
        for (JsonNode cell : notebook.codeCells()) {
            String source =
                    Notebook.text(cell.path("source")).replaceAll("(?m)(^|\\s)//.*$", "").strip();
            boolean value = !source.isEmpty() && !source.matches("(?s).*[;}]");
            if (value || source.lines().anyMatch(line -> SHOWS.matcher(line).find())) {
                assertThat(cell.path("outputs")).as(source).isNotEmpty();
            }
        }
    }

    private static void assertExecuted(Notebook notebook) {
        List<JsonNode> cells = notebook.codeCells();
        assertThat(cells).isNotEmpty();
        assertThat(cells)
                .extracting(cell -> cell.path("execution_count").asInt(-1))
                .isEqualTo(IntStream.rangeClosed(1, cells.size()).boxed().toList());
        for (JsonNode output : notebook.outputs()) {
            assertThat(output.path("output_type").asText()).isNotEqualTo("error");
            assertThat(output.path("name").asText())
                    .as(Notebook.text(output.path("text")))
                    .isNotEqualTo("stderr");
        }
    }

    @Test
    void theMainJobInQuickModeGivesItsTable() throws Exception {
        Path file = folder.resolve("result.json");
        RealClone clone = new RealClone(folder);
        Outcome outcome = clone.workbench("run", "--quick", "--json", "" + file);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();

        JsonNode result = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(fields(result)).containsExactly("study", "seeds", "methods", "environment");
        assertThat(result.path("study").asText())
                .isEqualTo("fashion-mini/coarse-to-fine, quick: not to be compared");
        assertThat(result.path("seeds")).hasSize(1);
        assertThat(fields(result.path("methods"))).isEqualTo(Comparison.METHODS);
        for (JsonNode method : result.path("methods")) {
            assertThat(fields(method)).contains("test", "last", "seconds");
            for (String accuracy : List.of("test", "last")) {
                assertThat(method.path(accuracy)).hasSize(1);
                assertThat(method.path(accuracy).path(0).isNumber()).isTrue();
                assertThat(method.path(accuracy).path(0).asDouble()).isBetween(0.0, 1.0);
            }
            assertThat(method.path("seconds").path(0).asDouble()).isPositive();
        }
        assertThat(fields(result.path("environment"))).contains("java", "libtorch", "device");
        for (String method : Comparison.METHODS) {
            assertThat(outcome.out()).containsPattern("(?m)^" + method + " ");
        }

        Notebook executed = Notebook.read(clone.runs().resolve("start-here/00-start-here.ipynb"));
        assertExecuted(executed);
        assertThat(executed.codeCells()).hasSameSizeAs(Notebook.read(Notebook.FIRST).codeCells());
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void asAPageItBringsItsPicturesAlong(Notebook notebook) throws Exception {
        Path log = folder.resolve("log");
        int code =
                new ProcessBuilder(
                                RealClone.ROOT.resolve(".workbench/venv/bin/python").toString(),
                                "-m",
                                "nbconvert",
                                "--to=html",
                                "--output-dir=" + folder,
                                notebook.file().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        assertThat(code).as(Files.readString(log)).isZero();
        String name = notebook.toString().replace(".ipynb", ".html");
        String page = Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        int pictures = 0;
        Matcher images = Pattern.compile("<img\\b[^>]*\\bsrc=\"([^\"]{0,200})").matcher(page);
        while (images.find()) {
            assertThat(images.group(1)).startsWith("data:image/");
            pictures++;
        }
        assertThat((long) pictures).isGreaterThanOrEqualTo(notebook.pictures());
        if (notebook.file().equals(Notebook.FIRST)) {
            assertThat(pictures).isGreaterThanOrEqualTo(3);
        }
    }
}
