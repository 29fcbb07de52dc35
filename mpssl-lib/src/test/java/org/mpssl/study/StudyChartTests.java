package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
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

    @Test
    void aStudyWithoutRunsHasAPictureToo() {
        for (Study study :
                java.util.List.of(
                        ExampleStudies.small(), ExampleStudies.shares(), ExampleStudies.grid())) {
            assertThat(new StudyChart(study, ExampleStudies.result(study, 1)).draw().getHeight())
                    .isPositive();
        }
    }
}
