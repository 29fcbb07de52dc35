package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The notebooks of the datasets: the same cells in each, and no figure of a rehearsal unstamped.
 */
@Tag("system")
class DatasetNotebookTests {

    static final Path FOLDER = Notebook.FOLDER.resolve("datasets");

    private static final List<String> NAMES =
            List.of(
                    "aircraft",
                    "birds",
                    "cars",
                    "chaoyang",
                    "dtd",
                    "fashion-mnist",
                    "flowers",
                    "food101",
                    "pets",
                    "your-own");

    private static final List<String> CELLS =
            List.of(
                    "title",
                    "learn",
                    "dataset",
                    "setup",
                    "settings",
                    "data",
                    "data-checks",
                    "samples",
                    "views",
                    "loss",
                    "cost",
                    "train",
                    "images",
                    "exercises",
                    "summary",
                    "further",
                    "citation",
                    "close");

    /** Cells that show results of committed runs, which are real. */
    private static final List<String> REAL = List.of("committed", "committed-bars");

    static List<Notebook> notebooks() throws Exception {
        List<Notebook> notebooks = new ArrayList<>();
        for (String name : NAMES) {
            Path file = FOLDER.resolve(name + ".ipynb");
            if (Files.isRegularFile(file)) {
                notebooks.add(Notebook.read(file));
            }
        }
        return notebooks;
    }

    static List<Path> files() {
        return NAMES.stream().map(name -> FOLDER.resolve(name + ".ipynb")).toList();
    }

    @Test
    void allTenAreThere() {
        assertThat(files()).allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void hasTheSameCellsInTheSameOrder(Notebook notebook) {
        assertThat(notebook.ids()).doesNotHaveDuplicates().containsSubsequence(CELLS);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyFigureOfARehearsalIsStamped(Notebook notebook) {
        int figures = 0;
        for (JsonNode cell : notebook.codeCells()) {
            for (JsonNode output : cell.path("outputs")) {
                JsonNode data = output.path("data");
                if (data.has("image/png") && !REAL.contains(cell.path("id").asText())) {
                    assertThat(Notebook.text(data.path("text/plain")))
                            .as("%s, cell %s", notebook, cell.path("id").asText())
                            .startsWith("REHEARSAL: no result. ");
                    figures++;
                }
            }
        }
        assertThat(figures).isGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void saysHowTheRealThingIsPrepared(Notebook notebook) {
        assertThat(notebook.markdown("dataset")).contains("./workbench data prepare ");
    }
}
