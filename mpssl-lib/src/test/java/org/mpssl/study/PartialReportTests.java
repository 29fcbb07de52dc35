package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunSpec;

/** Reports of studies of which runs are missing or have failed say no more than they know. */
class PartialReportTests {

    private static String report(Study study, StudyResult result) {
        return new StudyReport(study, result).markdown();
    }

    @Test
    void whatIsMissingIsSaid() {
        StudyResult partly =
                ExampleStudies.result(
                        ExampleStudies.small(),
                        3,
                        ExampleStudies.runs(
                                "Base Model",
                                "Birds",
                                new double[] {0.5, 0.6},
                                new double[] {0.5, 0.6}));

        assertThat(report(ExampleStudies.small(), partly))
                .contains("2 runs of 9.")
                .contains("| Base Model | 50.00 | 55.0 ± 7.1 (2 seeds) | 60.00 |")
                .contains("| MP-SSL | 55.50 | – | – |");
        assertThat(
                        report(
                                ExampleStudies.small(),
                                ExampleStudies.result(
                                        ExampleStudies.small(),
                                        2,
                                        ExampleStudies.runs(
                                                "Base Model",
                                                "Birds",
                                                new double[] {0.5},
                                                new double[] {0.5}))))
                .contains("| Base Model | 50.00 | 50.0 (1 seed) | 60.00 |")
                .contains("![Differences to Base, in points](small.png)");
        assertThat(
                        report(
                                ExampleStudies.shares(),
                                ExampleStudies.result(ExampleStudies.shares(), 2)))
                .contains("- Naive gSSL, 50 %: nothing is left.\n");
    }

    /** Of naive there are seeds 0 and 1, of MP-SSL none: 1.414 * 12.706 / sqrt(2) is far off. */
    @Test
    void whatIsNotThereIsNotJudged() {
        StudyResult whole = ExampleStudies.smallResult();
        double[] last = {0.6, 0.6};
        StudyResult.CellRuns two =
                ExampleStudies.runs("naive, own", "Birds", new double[] {0.51, 0.62}, last);
        StudyResult partly =
                ExampleStudies.result(ExampleStudies.small(), 3, whole.cells().get(0), two);
        assertThat(report(ExampleStudies.small(), partly))
                .contains(
                        "Not settled against Base with 2 seeds: naive, own +1.5 (shows from 6.4). Without runs of the same seeds: MP-SSL.\n")
                .doesNotContain("above MP-SSL")
                .contains("Of the 2 differences judged");

        StudyResult unequal =
                ExampleStudies.result(
                        ExampleStudies.small(), 3, whole.cells().get(0), two, whole.cells().get(2));
        assertThat(report(ExampleStudies.small(), unequal))
                .contains(
                        "Not settled against Base: naive, own +1.5 with 2 seeds (shows from 6.4); MP-SSL +1.0 with 3 seeds (shows from 6.6).\n");
    }

    @Test
    void theHighestMeanIsThatOfTheRowsWithRunsAndSaysWhichHaveNone() {
        Study study =
                Study.of("three", "Three")
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
                        ExampleStudies.runs("Naive", "Birds", new double[] {.53, .542}, last));

        assertThat(report(study, result))
                .contains("in the paper Base Model, not counting those without runs: P-SSL.");
    }

    @Test
    void whatFailedIsSaidWithItsReason() {
        Study study = ExampleStudies.small();
        StudyResult whole = ExampleStudies.smallResult();
        List<RunSpec> mpSsl = study.cells().get(2).specs(whole.plan());
        StudyResult failed =
                new StudyResult(
                        whole.study(),
                        whole.plan(),
                        1,
                        whole.cells().subList(0, 2),
                        List.of(),
                        Map.of(
                                RunFolder.name(mpSsl.get(0)), "the loss is NaN",
                                RunFolder.name(mpSsl.get(2)), "the loss is Infinity"),
                        whole.environment());

        assertThat(report(study, failed))
                .contains(
                        """
                        ## What failed

                        - MP-SSL, seed 0: the loss is NaN
                        - MP-SSL, seed 2: the loss is Infinity

                        ## What is not here
                        """);
        assertThat(report(study, whole)).doesNotContain("What failed");
        assertThat(new StudyCsv(study, failed).text().lines())
                .contains(
                        "small,Birds,MP-SSL,,0,,,,,,,,,,,,,failed: seed 0: the loss is NaN; seed 2: the loss is Infinity");
    }

    @Test
    void oneSeedShowsNoDifference() {
        StudyResult one =
                ExampleStudies.result(
                        ExampleStudies.small(),
                        1,
                        ExampleStudies.runs(
                                "Base Model", "Birds", new double[] {.5}, new double[] {.5}),
                        ExampleStudies.runs(
                                "MP-SSL", "Birds", new double[] {.6}, new double[] {.4}));

        assertThat(report(ExampleStudies.small(), one))
                .contains(
                        "- With 1 seed no difference to Base can be shown (best validation): MP-SSL +10.0.")
                .contains("| MP-SSL | 60.0 | 40.0 | +10.0 | – | -10.0 | – | – | 10 |");
    }

    @Test
    void aGridWithoutAllItsRunsHasChosenNothing() {
        Study study = ExampleStudies.grid();
        StudyResult result =
                ExampleStudies.result(study, 1, StudyReportTests.validated("Naive gSSL", "1", 0.6));

        assertThat(report(study, result))
                .contains("- Naive gSSL: 1; so far of 1 of 2 lambdas; the preset has 1.\n")
                .contains("| Naive gSSL | – | 60.0 |")
                .doesNotContain("**");
    }
}
