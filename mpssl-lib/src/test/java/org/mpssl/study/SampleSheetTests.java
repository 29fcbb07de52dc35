package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.data.Split;
import org.mpssl.data.SplitRule;
import org.mpssl.study.StudyResult.SampleFigures;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

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

    /** A run of which D has so many images of the first classes, and three of all others. */
    private SampleSheet sheet(int... first) {
        ImageSet pool =
                SetUp.COARSE_TO_FINE.targetImages(PreparedDataset.fashionMini().part("pool"));
        Split even = Split.of(pool, 1, new SplitRule.PerClass(3, 2));
        int[] seen = new int[pool.classes().size()];
        List<Integer> labelled = new ArrayList<>();
        List<Integer> unlabelled = new ArrayList<>(even.unlabelled());
        for (int image : even.labelled()) {
            int label = pool.label(image);
            boolean stays = label >= first.length || seen[label]++ < first[label];
            (stays ? labelled : unlabelled).add(image);
        }
        Path file = folder.resolve("split.json");
        new Split(
                        even.algorithm(),
                        even.rule(),
                        even.seed(),
                        even.pool(),
                        even.classes(),
                        labelled,
                        even.validation(),
                        unlabelled)
                .write(file);
        RunSpec spec =
                RunSpec.mini("mp-ssl", 1)
                        .with("split", file.toString())
                        .with("batchSize", 6)
                        .with("blocks", List.of(1, 1))
                        .with("width", 4)
                        .with("testImages", 20)
                        .with("steps", 1);
        Trainer.run(spec, TrainingListener.SILENT, RunFolder.of(folder, spec));
        return SampleSheet.of(spec, folder);
    }

    @Test
    void classesOfWhichDHasNoImageAreLeftOut() {
        List<String> all = sheet().classes();

        assertThat(sheet(0, 3, 0).classes())
                .containsExactlyElementsOf(
                        List.of(all.get(1), all.get(3), all.get(4), all.get(5), all.get(6)));
    }

    @Test
    void classesWithOneRealImageAreNotMeasured() {
        assertThat(sheet(1, 1, 1, 1, 1, 1, 3).figures())
                .allMatch(f -> f.variety() > 0.02 && Double.isFinite(f.distance()));
        assertThat(sheet(1, 1, 1, 1, 1, 1, 1).figures())
                .extracting(f -> f.row() + " " + f.varietyText() + " " + f.distanceText())
                .containsExactly("real – –", "P-SSL – –", "MP-SSL – –");
    }

    @Test
    void meansAreOverTheClassesWithTwoRealImages() {
        try (Workspace workspace = Workspace.open();
                Step step = workspace.step()) {
            SampleImages real =
                    new SampleImages(
                            "real", List.of(greys(step, 0.5f), greys(step, 0, 1), greys(step, 1)));
            SampleImages drawn =
                    new SampleImages(
                            "drawn",
                            List.of(greys(step, 0, 1), greys(step, 0.25f, 0.5f), greys(step, 0)));

            assertThat(SampleMeasure.of(real, real)).isEqualTo(new SampleFigures("real", 1, 1));
            assertThat(SampleMeasure.of(drawn, real))
                    .isEqualTo(new SampleFigures("drawn", 0.25, 0.375));
        }
    }

    /** Images of one pixel. */
    private static NDArray greys(Step step, float... values) {
        return step.array(values, new Shape(values.length, 1, 1, 1));
    }

    /** Where the images begin: they are red, and the names before them are not. */
    private static int left(BufferedImage sheet) {
        int y = sheet.getHeight() - 10;
        return IntStream.range(0, sheet.getWidth())
                .filter(x -> sheet.getRGB(x, y) == Color.RED.getRGB())
                .findFirst()
                .orElseThrow();
    }

    private static BufferedImage sheetOf(String name) {
        BufferedImage strip = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = strip.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, 40, 30);
        pen.dispose();
        SampleFigures figures = new SampleFigures("real", 0, 0);
        return new SampleSheet(List.of(name), List.of(List.of(strip)), List.of(figures)).draw();
    }

    @ParameterizedTest
    @CsvSource({
        "Coat, 90, 90",
        "Audi S4 Sedan 2012, 100, 189",
        "Ford F-450 Super Duty Crew Cab 2012, 170, 190"
    })
    void namesOfClassesStandBeforeTheImages(String name, int least, int most) {
        BufferedImage sheet = sheetOf(name);
        int left = left(sheet);

        assertThat(left).isBetween(least, most);
        for (int y = 28; y < sheet.getHeight(); y++) {
            for (int x = left - 4; x < left; x++) {
                assertThat(sheet.getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
            }
        }
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
