package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.study.StudyResult.SampleFigures;

/**
 * Of three seeds. Naive minus Base is 1, 2, 3 points: mean 2, s = 1, and 4.302653 / sqrt(3) = 2.484
 * can be shown. MP-SSL minus Base is -1, 0, 4: mean 1, s = sqrt(7) = 2.646, and 6.572 can be shown.
 */
class StudyReportTests {

    @TempDir private Path folder;

    private static String report(Study study, StudyResult result) {
        return new StudyReport(study, result).markdown();
    }

    @Test
    void theTablesHoldWhatCanBeComputedByHand() {
        assertThat(report(ExampleStudies.small(), ExampleStudies.smallResult()))
                .contains(
                        """
                        |  | Cars, paper | Birds, here | Birds, paper |
                        | --- | --- | --- | --- |
                        | Base Model | 50.00 | 60.0 ± 10.0 | 60.00 |
                        | naive, own | – | 62.0 ± 11.0 | – |
                        | MP-SSL | 55.50 | 61.0 ± 12.5 | – |
                        | Others | 40.00 | – | 41.00 |
                        """)
                .contains(
                        """
                        ## Birds: tiny images

                        |  | best validation | last step | minus base | shows from | minus base, last step | shows from | minus base, paper | seconds |
                        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                        | Base Model | 60.0 ± 10.0 | 60.0 ± 0.0 | – | – | – | – | – | 11 |
                        | naive, own | 62.0 ± 11.0 | 60.0 ± 0.0 | +2.0 ± 1.0 (3/3) | 2.5 | +0.0 ± 0.0 (0/3) | 0.0 | – | 11 |
                        | MP-SSL | 61.0 ± 12.5 | 60.0 ± 0.0 | +1.0 ± 2.6 (1/3) | 6.6 | +0.0 ± 0.0 (0/3) | 0.0 | – | 11 |

                        |  | minus MP-SSL | shows from | minus MP-SSL, last step | shows from | minus MP-SSL, paper |
                        | --- | --- | --- | --- | --- | --- |
                        | Base Model | -1.0 ± 2.6 (1/3) | 6.6 | +0.0 ± 0.0 (0/3) | 0.0 | – |
                        | naive, own | +1.0 ± 1.7 (2/3) | 4.3 | +0.0 ± 0.0 (0/3) | 0.0 | – |
                        """);
    }

    @Test
    void theOutcomeIsSaidInWordsComputedFromTheFigures() {
        assertThat(report(ExampleStudies.small(), ExampleStudies.smallResult()))
                .contains(
                        """
                        ## Outcome

                        - Best validation, above Base: none. Below: none. Not settled against Base with 3 seeds: naive, own +2.0 (shows from 2.5); MP-SSL +1.0 (shows from 6.6).
                        - Last step, above Base: none. Below: none. Not settled against Base with 3 seeds: naive, own +0.0 (shows from 0.0); MP-SSL +0.0 (shows from 0.0).
                        - Best validation, above MP-SSL: none. Below: none. Not settled against MP-SSL with 3 seeds: Base Model -1.0 (shows from 6.6); naive, own +1.0 (shows from 4.3).
                        """);
    }

    /** Base 50, 51; Naive 3 and 3.2 points above: s = 0.1414, and 12.706 * 0.1 = 1.27 shows. */
    @Test
    void aDifferenceThatShowsIsCalledAboveOrBelow() {
        Study study =
                Study.of("two", "Two")
                        .columns(Column.standIn("Birds", "tiny", ExampleStudies.TINY))
                        .row("Base Model", Study.BASE, 60)
                        .row("Naive", Setting.of("naive"), 50)
                        .row("P-SSL", Setting.of("p-ssl"), 70);
        double[] last = {0.5, 0.5};
        StudyResult result =
                ExampleStudies.result(
                        study,
                        2,
                        ExampleStudies.runs("Base Model", "Birds", new double[] {.5, .51}, last),
                        ExampleStudies.runs("Naive", "Birds", new double[] {.53, .542}, last),
                        ExampleStudies.runs("P-SSL", "Birds", new double[] {.47, .482}, last));

        assertThat(report(study, result))
                .contains(
                        "above Base: Naive +3.1. Below: P-SSL -2.9. Not settled against Base with 2 seeds: none.")
                .contains("here Naive (best validation) and")
                .contains("in the paper P-SSL.")
                .contains("| Naive | 53.6 ± 0.8 | 50.0 ± 0.0 | +3.1 ± 0.1 (2/2) | 1.3 |")
                .contains("| -10.00 | 11 |\n");
    }

    @Test
    void itSaysHowItWasMadeAndHowLongThatTook() {
        String report = report(ExampleStudies.small(), ExampleStudies.smallResult());

        assertThat(report)
                .startsWith(
                        """
                        # small: A small study

                            ./workbench study run small --dataset fashion-mini --seeds 3 --steps 2
                            ./workbench study report small

                        3 seeds; 2 steps a run, fewer than the preset's 600; 9 runs. Wall time of this study's sessions with these steps and this code 1:02:03;""")
                // Three rows of 10 + 11 + 12 seconds.
                .contains("Training time of all runs together 0:01:39")
                .contains("t(0.975, n - 1) · s / √n")
                // Two ways of judging: 2 differences to Base, and 1 to MP-SSL besides.
                .contains("Of the 6 differences judged in this report")
                .contains("generator abababababab; libtorch 2.3.1.")
                .contains("- Cars: its images are not here.\n")
                .contains("- Others: only a reading of the paper's numbers.\n")
                .endsWith("## Notes\n\n- A note.\n");
    }

    static StudyResult.CellRuns validated(String row, String column, double validation) {
        return new StudyResult.CellRuns(
                row,
                column,
                List.of(new StudyResult.Run(0, row + column, 0.7, 0.7, validation, 1)));
    }

    @Test
    void lambdaIsChosenByValidationAccuracyTheSmallestOfEqualOnes() {
        Study study = ExampleStudies.grid();
        StudyResult result =
                ExampleStudies.result(
                        study,
                        1,
                        validated("Naive gSSL", "0.3", 0.5),
                        validated("Naive gSSL", "1", 0.6),
                        validated("P-SSL", "0.3", 0.6),
                        validated("P-SSL", "1", 0.6));

        assertThat(report(study, result))
                .contains(
                        "- Naive gSSL: 1; the preset has 1.\n",
                        "- P-SSL: 0.3; equally good: 1; the preset has 1.\n")
                .contains("| Naive gSSL | 50.0 | **60.0** |", "| P-SSL | **60.0** | 60.0 |")
                .contains("![Validation accuracy by lambda](grid.png)")
                .contains("## Test accuracy, for information only")
                .contains("| Naive gSSL | 70.0 | 70.0 |")
                .doesNotContain("minus base");
    }

    /** As after a sum in another order: 0.6 and the next number above it are one accuracy. */
    @Test
    void meansThatDifferByRoundingAreEqual() {
        Study study = ExampleStudies.grid();
        StudyResult result =
                ExampleStudies.result(
                        study,
                        1,
                        validated("P-SSL", "0.3", 0.6),
                        validated("P-SSL", "1", Math.nextUp(0.6)));

        assertThat(report(study, result))
                .contains("- P-SSL: 0.3; equally good: 1; the preset has 1.\n");
    }

    @Test
    void figuresOfImagesAreSetBesideWhatThePaperSays() {
        Study study = ExampleStudies.small().shownAs(Study.View.SAMPLES, 1);
        StudyResult result =
                ExampleStudies.result(study, 1)
                        .with(
                                List.of(
                                        new SampleFigures("real", 0.3, 0.2),
                                        new SampleFigures("P-SSL", 0.25, 0.21),
                                        new SampleFigures("MP-SSL", 0.2, 0.25)));

        assertThat(report(study, result))
                .contains("further from the real ones than P-SSL's and vary less")
                .contains("| P-SSL | 0.250 | 0.210 |");
        assertThat(new StudyCsv(study, result).text())
                .endsWith(
                        """
                        study,images,variety,distance
                        small,real,0.300,0.200
                        small,P-SSL,0.250,0.210
                        small,MP-SSL,0.200,0.250
                        """);
    }

    @Test
    void figuresThatCannotBeMeasuredAreADash() throws IOException {
        Study study = ExampleStudies.small().shownAs(Study.View.SAMPLES, 1);
        StudyResult result =
                ExampleStudies.result(study, 1)
                        .with(
                                Stream.of("real", "P-SSL", "MP-SSL")
                                        .map(row -> new SampleFigures(row, Double.NaN, Double.NaN))
                                        .toList());

        assertThat(report(study, result))
                .contains("No class shown has two images in D")
                .contains("| P-SSL | – | – |");
        assertThat(new StudyCsv(study, result).text()).endsWith("small,MP-SSL,,\n");
        Path file = Files.writeString(folder.resolve("small.json"), result.toJson());
        assertThat(StudyResult.read(file)).isEqualTo(result);
    }

    @Test
    void theCsvHasALineForEveryPlace() {
        assertThat(
                        new StudyCsv(ExampleStudies.small(), ExampleStudies.smallResult())
                                .text()
                                .lines())
                .hasSize(9)
                .startsWith(
                        "study,column,row,paper,seeds,test,test_sd,last,last_sd,validation,minus_base,minus_base_sd,shows_from,minus_base_last,minus_base_last_sd,shows_from_last,seconds,why_not",
                        "small,Cars,Base Model,50.00,0,,,,,,,,,,,,,its images are not here")
                .contains(
                        "small,Birds,Base Model,60.00,3,60.00,10.00,60.00,0.00,50.00,,,,,,,11.0,",
                        "small,Birds,\"naive, own\",,3,62.00,11.00,60.00,0.00,50.00,2.00,1.00,2.48,0.00,0.00,0.00,11.0,",
                        "small,Birds,MP-SSL,,3,61.00,12.53,60.00,0.00,50.00,1.00,2.65,6.57,0.00,0.00,0.00,11.0,",
                        "small,Birds,Others,41.00,0,,,,,,,,,,,,,only a reading of the paper's numbers");
    }

    @Test
    void aResultComesBackFromItsJson() throws IOException {
        Path file = folder.resolve("small.json");
        Files.writeString(file, ExampleStudies.smallResult().toJson());

        assertThat(StudyResult.read(file)).isEqualTo(ExampleStudies.smallResult());
        Files.writeString(file, Files.readString(file).replaceFirst("0.51", "1.51"));
        assertThatThrownBy(() -> StudyResult.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("small.json")
                .hasMessageContaining("1.51 is not from 0 to 1");
        assertThatThrownBy(() -> StudyResult.read(folder.resolve("none.json")))
                .hasMessageContaining("does it exist");
    }
}
