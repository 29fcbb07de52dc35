package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.study.Study;
import org.mpssl.study.StudyCsv;
import org.mpssl.study.StudyReport;
import org.mpssl.study.StudyResult;
import org.mpssl.study.paper.PaperStudies;
import org.mpssl.system.RealClone.Outcome;

/** Reports of named studies: those that are committed, and one that is made. */
@Tag("system")
class StudyReportsTests {

    private static final Path RESULTS = RealClone.ROOT.resolve("docs/results");

    static List<Study> committed() {
        return PaperStudies.ALL;
    }

    private static Path file(Study study, String extension) {
        return RESULTS.resolve(study.name() + "." + extension);
    }

    @ParameterizedTest
    @MethodSource("committed")
    void aCommittedReportIsThatOfItsFiguresAndOfTodaysStudy(Study study) throws Exception {
        StudyResult result = StudyResult.read(file(study, "json"));

        assertThat(result.belongsTo(study)).as("made with today's settings").isTrue();
        assertThat(Files.readString(file(study, "md")))
                .isEqualTo(new StudyReport(study, result).markdown());
        assertThat(Files.readString(file(study, "csv")))
                .isEqualTo(new StudyCsv(study, result).text());
        assertThat(file(study, "png")).isNotEmptyFile();
    }

    /** Base, on all labels too, and MP-SSL with two gap losses: two steps each. */
    @Test
    void aStudyIsListedRunAndReported(@TempDir Path folder) throws Exception {
        RealClone clone = new RealClone(folder);
        Outcome unknown = clone.workbench("study", "report", "table-11");
        assertThat(unknown.err())
                .contains("workbench: table-11 was never run: ./workbench study run table-11");
        assertThat(unknown.code()).isEqualTo(1);

        Outcome run = clone.workbench("study", "run", "table-11", "--quick", "--steps", "2");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("table-11: 4 of 4 runs are finished.")
                .contains("./workbench study report table-11");

        assertThat(clone.workbench("study", "status").out())
                .isEqualToNormalizingNewlines(
                        "table-11 (--dataset fashion-mini --seeds 1 --steps 2 --quick): 4 of 4 runs finished\n");
        assertThat(clone.workbench("study", "list").out())
                .containsPattern("table-11 +1 +4 +4 +Form of the gap loss");

        Path out = folder.resolve("reports");
        Outcome report = clone.workbench("study", "report", "table-11", "--out", "" + out);
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.out())
                .startsWith("# table-11: Form of the gap loss\n")
                .contains("| MMD | ", "| 76.12 |")
                .isEqualTo(Files.readString(out.resolve("table-11.md")));
        for (String extension : List.of("csv", "json", "png")) {
            assertThat(out.resolve("table-11." + extension)).isNotEmptyFile();
        }
    }
}
