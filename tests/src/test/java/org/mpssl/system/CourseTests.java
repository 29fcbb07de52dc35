package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every notebook of the course has, so that a reader finds the same things in each. */
@Tag("system")
class CourseTests {

    private static final List<String> CARD =
            List.of("Paper", "Reading", "Running", "Hardware", "Before this");

    private static final List<String> CELLS =
            List.of(
                    "title",
                    "learn",
                    "setup",
                    "settings",
                    "exercises",
                    "summary",
                    "further",
                    "citation",
                    "close");

    private static final int WIDTH = 118;

    private static final Pattern EXERCISE = Pattern.compile("(?m)^(\\d+\\.|#+ Exercise)\\s");
    private static final Pattern HINT =
            Pattern.compile("<details>\\s*<summary>Hint</summary>.*?</details>", Pattern.DOTALL);
    private static final Pattern CHECK = Pattern.compile("\\bCheck\\.(always|full)\\(");
    private static final Pattern SESSION = Pattern.compile("\\bSession\\.table\\(\\)");
    private static final Pattern MAVEN = Pattern.compile("(?m)^\\s*%%?(maven|loadFromPOM|jars)");

    private static final String CANONICAL =
            """
            import nbformat, sys
            for name in sys.argv[1:]:
                text = open(name, encoding="utf8").read()
                if text != nbformat.writes(nbformat.read(name, 4)) + "\\n":
                    print(name)
            """;

    @TempDir private Path folder;

    static List<Notebook> notebooks() throws Exception {
        return Course.notebooks();
    }

    static List<Notebook> allNotebooks() throws Exception {
        return Notebook.all();
    }

    @Test
    void allTenNotebooksAndTheirSolutionsAreThere() {
        assertThat(
                        Course.NAMES.stream()
                                .flatMap(
                                        name ->
                                                Stream.of(
                                                        Course.notebook(name),
                                                        Course.solutions(name))))
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    /** A page of usual width cuts longer ones off. */
    @ParameterizedTest
    @MethodSource("allNotebooks")
    void linesOfCodeFitThePage(Notebook notebook) {
        assertThat(
                        notebook.codeCells().stream()
                                .flatMap(cell -> Notebook.text(cell.path("source")).lines()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @Test
    void thereAreNoOthers() throws Exception {
        List<Path> known =
                Stream.concat(
                                DatasetNotebookTests.files().stream(),
                                Course.NAMES.stream()
                                        .flatMap(
                                                name ->
                                                        Stream.of(
                                                                Course.notebook(name),
                                                                Course.solutions(name))))
                        .toList();
        assertThat(Notebook.all()).extracting(Notebook::file).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void beginsWithACardOfWhatItIsAboutAndWhatItTakes(Notebook notebook) {
        assertThat(notebook.ids()).first().isEqualTo("title");
        String title = notebook.markdown("title");
        assertThat(title).startsWith("# ");
        for (String row : CARD) {
            assertThat(title).containsPattern("(?m)^\\| \\*\\*" + row + "\\*\\* \\| \\S.* \\|$");
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void hasTheSameSectionsInTheSameOrder(Notebook notebook) {
        assertThat(notebook.ids()).doesNotHaveDuplicates().containsSubsequence(CELLS);
        assertThat(notebook.ids()).last().isEqualTo("close");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void showsVersionsAndModeInOneCell(Notebook notebook) {
        assertThat(notebook.code().stream().filter(code -> SESSION.matcher(code).find()))
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void hasThreeExercisesEachWithAFoldedHint(Notebook notebook) {
        String exercises = notebook.markdown("exercises");
        long count = EXERCISE.matcher(exercises).results().count();
        assertThat(count).isGreaterThanOrEqualTo(3);
        assertThat(HINT.matcher(exercises).results().count()).as("hints").isEqualTo(count);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void leadsToItsSolutions(Notebook notebook) {
        String name = Course.neighbour(notebook, 0);
        assertThat(Links.relative(notebook.markdown("exercises")))
                .contains("exercises/solutions/" + name + ".ipynb");
        assertThat(Course.solutions(name)).isRegularFile();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void leadsToTheOneBeforeAndTheNext(Notebook notebook) {
        assertLeadsTo(Course.neighbour(notebook, -1), notebook.markdown("title"));
        assertLeadsTo(Course.neighbour(notebook, 1), notebook.markdown("further"));
    }

    private static void assertLeadsTo(String name, String text) {
        if (!name.isEmpty()) {
            assertThat(Links.relative(text)).contains(name + ".ipynb");
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void checksWhatItClaims(Notebook notebook) {
        assertThat(String.join("\n", notebook.code())).matches(hasTwice(CHECK));
    }

    private static Pattern hasTwice(Pattern pattern) {
        return Pattern.compile("(?s).*" + pattern + ".*" + pattern + ".*");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void showsAPicture(Notebook notebook) {
        assertThat(notebook.pictures()).isPositive();
    }

    /** The kernel has everything; a notebook that fetches something needs a network. */
    @ParameterizedTest
    @MethodSource("allNotebooks")
    void fetchesNothing(Notebook notebook) {
        assertThat(notebook.code()).noneMatch(code -> MAVEN.matcher(code).find());
    }

    @Test
    void allAreWrittenAsNbformatWritesThem() throws Exception {
        Path log = folder.resolve("log");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                RealClone.ROOT.resolve(".workbench/venv/bin/python").toString(),
                                "-c",
                                CANONICAL));
        Notebook.all().forEach(notebook -> command.add("" + notebook.file()));
        int code =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        assertThat(log).as("./workbench notebooks --write makes them so").isEmptyFile();
        assertThat(code).isZero();
    }
}
