package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudyChartTests {

    private static final int PANEL = 680;

    private static Set<Integer> colours(BufferedImage picture, int panel) {
        Set<Integer> colours = new HashSet<>();
        for (int x = panel * PANEL; x < (panel + 1) * PANEL; x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                colours.add(picture.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }

    @Test
    void differencesStandBesideThePapers() {
        BufferedImage picture =
                new StudyChart(ExampleStudies.small(), ExampleStudies.smallResult()).draw();

        assertThat(picture.getWidth()).isEqualTo(2 * PANEL);
        assertThat(colours(picture, 0)).contains(0x0072B2);
        // The paper has two columns.
        assertThat(colours(picture, 1)).contains(0x0072B2, 0xD55E00);
    }

    @Test
    void curvesHaveAPanelForEachSetUpAndOneForThePaper() {
        double[] two = {0.5, 0.6};
        Study study = ExampleStudies.shares();
        StudyResult result =
                ExampleStudies.result(
                        study,
                        2,
                        ExampleStudies.runs("Base Model", "10 %", two, two),
                        ExampleStudies.runs("Naive gSSL", "10 %", two, two),
                        ExampleStudies.runs("Base Model", "50 %", two, two),
                        ExampleStudies.runs("Base Model", "10 %, disjoint", two, two));

        BufferedImage picture = new StudyChart(study, result).draw();

        assertThat(picture.getWidth()).isEqualTo(3 * PANEL);
        assertThat(colours(picture, 0)).contains(0x0072B2, 0xD55E00);
        assertThat(colours(picture, 1)).contains(0x0072B2).doesNotContain(0xD55E00);
        assertThat(colours(picture, 2)).contains(0x0072B2, 0xD55E00);
    }

    @Test
    void aChoiceShowsValidationAndTest() {
        double[] one = {0.5};
        Study study = ExampleStudies.grid();
        StudyResult result =
                ExampleStudies.result(
                        study,
                        1,
                        ExampleStudies.runs("Naive gSSL", "0.3", one, one),
                        ExampleStudies.runs("Naive gSSL", "1", one, one));

        BufferedImage picture = new StudyChart(study, result).draw();

        assertThat(picture.getWidth()).isEqualTo(2 * PANEL);
        assertThat(colours(picture, 0)).contains(0x0072B2).doesNotContain(0xD55E00);
    }

    /** An interval of nothing would be drawn as a stroke across the bar's end, in this colour. */
    @Test
    void barsWithoutIntervalsHaveNoStrokes() {
        StudyResult whole = ExampleStudies.smallResult();
        double[] one = {0.5};
        StudyResult oneSeed =
                ExampleStudies.result(
                        ExampleStudies.small(),
                        1,
                        ExampleStudies.runs("Base Model", "Birds", one, one),
                        ExampleStudies.runs("MP-SSL", "Birds", new double[] {0.6}, one));

        assertThat(ink(new StudyChart(ExampleStudies.small(), whole).draw())).isPositive();
        assertThat(ink(new StudyChart(ExampleStudies.small(), oneSeed).draw())).isZero();
    }

    /** Dark pixels among the bars of the first panel. */
    private static int ink(BufferedImage picture) {
        return ink(picture, 80, 50, 300);
    }

    private static int ink(BufferedImage picture, int left, int top, int bottom) {
        int ink = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < PANEL - 20; x++) {
                ink += (picture.getRGB(x, y) & 0xFFFFFF) == 0x333333 ? 1 : 0;
            }
        }
        return ink;
    }

    /** XChart leaves a name out that does not fit. */
    @Test
    void theLastAndLongestNameIsThere() {
        Study study =
                Study.of("long", "Long names")
                        .columns(Column.own("Birds", "tiny", ExampleStudies.TINY))
                        .own("Base Model", Study.BASE)
                        .own("naive", Setting.of("naive"))
                        .own(
                                "a name of more than fifty letters, which is the last one",
                                Study.MP_SSL);
        double[] one = {0.5};
        List<StudyResult.CellRuns> cells =
                study.rows().stream()
                        .map(row -> ExampleStudies.runs(row.name(), "Birds", one, one))
                        .toList();
        BufferedImage picture =
                new StudyChart(
                                study,
                                ExampleStudies.result(
                                        study, 1, cells.toArray(StudyResult.CellRuns[]::new)))
                        .draw();

        assertThat(ink(picture, PANEL / 2, 500, picture.getHeight())).isPositive();
    }

    @Test
    void aStudyWithoutBaseHasAPictureToo() {
        Study study =
                Study.of("no base", "Nothing to take differences to")
                        .columns(Column.own("mine", "tiny", ExampleStudies.TINY))
                        .own("MP-SSL", Study.MP_SSL);

        assertThat(new StudyChart(study, ExampleStudies.result(study, 1)).draw().getWidth())
                .isEqualTo(PANEL);
    }

    @Test
    void aStudyWithoutRunsHasAPictureToo() {
        for (Study study :
                List.of(ExampleStudies.small(), ExampleStudies.shares(), ExampleStudies.grid())) {
            assertThat(new StudyChart(study, ExampleStudies.result(study, 1)).draw().getHeight())
                    .isPositive();
        }
    }
}
