package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.study.StudyResult.SampleFigures;
import org.mpssl.train.RunFolder;

class SampleSheetTests {

    @TempDir Path folder;

    private final Study study =
            Study.of("samples", "Samples")
                    .columns(Column.own("fashion-mini", "as the preset", java.util.Map.of()))
                    .own("P-SSL", Setting.of("p-ssl"))
                    .own("MP-SSL", Study.MP_SSL)
                    .shownAs(Study.View.SAMPLES, 1);

    @Test
    void varietyIsTheMeanDistanceOfAllPairs() {
        float[][] images = {{0, 0}, {1, 1}, {1, 0}};

        // Root mean squares 1, sqrt(1/2), sqrt(1/2).
        assertThat(SampleMeasure.variety(images))
                .isCloseTo((1 + 2 * Math.sqrt(0.5)) / 3, within(1e-12));
        assertThat(SampleMeasure.variety(new float[][] {{1}})).isZero();
    }

    @Test
    void distanceIsThatToTheNearestRealImage() {
        float[][] real = {{0, 0}, {1, 1}};

        assertThat(SampleMeasure.distance(new float[][] {{1, 1}, {1, 0}}, real, false))
                .isCloseTo(Math.sqrt(0.5) / 2, within(1e-12));
        assertThat(SampleMeasure.distance(real, real, true)).isCloseTo(1, within(1e-12));
    }

    @Test
    void theReportOfSamplesHasTheirPictureAndTheirFigures() throws Exception {
        Plan plan = new Plan(Start.SHIPPED, 1, 1, true);
        new StudyRun(study, plan, folder, 2).execute(line -> {});
        Journal journal = Journal.of(folder, study).orElseThrow();

        ReportFiles report = ReportFiles.of(study, journal, folder);
        report.write(folder.resolve("out"));

        List<SampleFigures> figures = report.result().samples();
        assertThat(figures)
                .extracting(SampleFigures::row)
                .containsExactly("real", "P-SSL", "MP-SSL");
        assertThat(figures).allMatch(f -> f.variety() > 0.02 && f.distance() > 0.02);
        assertThat(report.names())
                .containsExactly("samples.md", "samples.csv", "samples.json", "samples.png")
                .allMatch(name -> Files.exists(folder.resolve("out").resolve(name)));
        assertThat(Files.readString(folder.resolve("out/samples.md")))
                .isEqualTo(report.markdown())
                .contains("## Images");
        assertThat(StudyResult.read(folder.resolve("out/samples.json"))).isEqualTo(report.result());
        assertThat(ImageIO.read(folder.resolve("out/samples.png").toFile()).getWidth())
                .isGreaterThan(1000);

        assertThatThrownBy(() -> SampleSheet.of(new Plan(Start.SHIPPED, 1, 2, true), folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the run of MP-SSL has not ended");

        Path synthesiser =
                RunFolder.of(folder, plan.spec(Study.MP_SSL, 0))
                        .path()
                        .resolve("synthesiser.safetensors");
        Files.delete(synthesiser);
        assertThatThrownBy(() -> ReportFiles.of(study, journal, folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("synthesiser.safetensors is missing");
    }

    @Test
    void aMachineWithoutFontsLosesThePictureAlone() {
        ReportFiles report =
                new ReportFiles(
                        ExampleStudies.small(),
                        ExampleStudies.smallResult(),
                        () -> {
                            throw new UserError("no fonts");
                        });

        assertThatThrownBy(() -> report.write(folder))
                .isInstanceOf(UserError.class)
                .hasMessage("no fonts");
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("small.md", "small.csv", "small.json");
    }

    @Test
    void aStudyOfWhichNoRunHasEndedHasNoReport() {
        assertThatThrownBy(
                        () ->
                                ReportFiles.of(
                                        study, new Journal(Plan.of(1), java.util.Map.of()), folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "./workbench study run samples --dataset fashion-mini --seeds 1");
    }
}
