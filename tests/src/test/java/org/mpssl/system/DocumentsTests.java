package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonReport;
import org.mpssl.study.ComparisonResult;

/** Figures in documents are those of the committed results, outputs those of the cells. */
@Tag("system")
class DocumentsTests {

    /** Lines above a table's rows. */
    private static final int HEADER = 2;

    private static final Path DOCS = RealClone.ROOT.resolve("docs");

    static List<Notebook> notebooks() throws Exception {
        return Notebook.all();
    }

    private static ComparisonResult committed(String setUp) {
        return ComparisonResult.read(DOCS.resolve("results").resolve(setUp + ".json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"coarse-to-fine", "disjoint"})
    void committedResultsWereMadeWithTodaysSettings(String setUp) {
        assertThat(committed(setUp).belongsTo(Comparison.of(setUp, 12, false))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coarse-to-fine", "disjoint"})
    void theResultsPageHoldsTheReportOfTheCommittedResults(String setUp) throws Exception {
        assertThat(Files.readString(DOCS.resolve("results.md")))
                .contains(new ComparisonReport(committed(setUp)).markdown());
    }

    @Test
    void theReadmeHoldsTheTableOfTheCommittedResults() throws Exception {
        String report = new ComparisonReport(committed("coarse-to-fine")).markdown();
        String table =
                report.lines()
                        .filter(line -> line.startsWith("| "))
                        .limit(HEADER + Comparison.METHODS.size())
                        .collect(Collectors.joining("\n"));

        assertThat(Files.readString(RealClone.ROOT.resolve("README.md"))).contains(table);
    }

    /** As {@code run_notebook.py} leaves it when it has executed them. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void storedOutputsAreThoseOfTheStoredCells(Notebook notebook) throws Exception {
        String code =
                notebook.codeCells().stream()
                        .map((JsonNode cell) -> Notebook.text(cell.path("source")))
                        .collect(Collectors.joining("\0"));
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));

        assertThat(notebook.json().at("/metadata/executed_sources").asText())
                .isEqualTo(HexFormat.of().formatHex(hash));
    }
}
