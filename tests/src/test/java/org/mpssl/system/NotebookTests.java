package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed notebooks: as they lie there, and as a page. */
@Tag("system")
class NotebookTests {
    private static final long LARGEST = 2 << 20;

    /** A line at the outermost level that shows something. */
    private static final Pattern SHOWS =
            Pattern.compile("^(?=\\S)(System\\.out\\.print|.*\\.show\\(|.*\\bdisplay\\()");

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
        notebook.assertExecuted();
        for (JsonNode cell : notebook.codeCells()) {
            String source =
                    Notebook.text(cell.path("source")).replaceAll("(?m)(^|\\s)//.*$", "").strip();
            boolean value = !source.isEmpty() && !source.matches("(?s).*[;}]");
            if (value || source.lines().anyMatch(line -> SHOWS.matcher(line).find())) {
                assertThat(cell.path("outputs")).as(source).isNotEmpty();
            }
        }
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
        String name = ("" + notebook.file().getFileName()).replace(".ipynb", ".html");
        String page = Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
        int pictures = 0;
        Matcher images = Pattern.compile("<img\\b[^>]*\\bsrc=\"([^\"]{0,200})").matcher(page);
        while (images.find()) {
            String source = images.group(1);
            Path drawing = notebook.file().resolveSibling(source.replaceFirst("^data:.*", ""));
            // The page has every figure in it; a drawing of the documents stays a link.
            assertThat(source.startsWith("data:image/") || Files.isRegularFile(drawing))
                    .as(source)
                    .isTrue();
            pictures++;
        }
        assertThat((long) pictures).isGreaterThanOrEqualTo(notebook.pictures());
        if (notebook.file().equals(Notebook.FIRST)) {
            assertThat(pictures).isGreaterThanOrEqualTo(3);
        }
    }
}
