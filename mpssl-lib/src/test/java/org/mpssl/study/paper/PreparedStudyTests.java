package org.mpssl.study.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.study.Column;
import org.mpssl.study.Journal;
import org.mpssl.study.Plan;
import org.mpssl.study.ReportFiles;
import org.mpssl.study.Row;
import org.mpssl.study.Start;
import org.mpssl.study.Study;
import org.mpssl.study.StudyReport;
import org.mpssl.study.StudyResult;
import org.mpssl.study.StudyRun;
import org.mpssl.train.RunSpec;

/** On two folders of three classes with 40 images each, one of which is called Cars. */
class PreparedStudyTests {

    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final int PER_CLASS = 40;

    @TempDir private Path folder;

    private Start start(String name, String preset) {
        Path data = folder.resolve(name);
        int images = PER_CLASS * CLASSES.size();
        if (!Files.exists(data)) {
            new PreparedDatasetWriter(name, "test 1")
                    .part("train", images(images, 1), "train", IntStream.range(0, images).toArray())
                    .part("test", images(9, 2), "test", IntStream.range(0, 9).toArray())
                    .write(data, false);
        }
        return new Start(data.toString(), preset);
    }

    private static ImageSet images(int count, int seed) {
        byte[] pixels = new byte[count * 20 * 20 * 3];
        new Random(seed).nextBytes(pixels);
        int[] labels = IntStream.range(0, count).map(i -> i % CLASSES.size()).toArray();
        return new ImageSet(20, 20, 3, pixels, labels, CLASSES);
    }

    private Study study(String name, String data, String preset) {
        return PaperStudies.named(name, start(data, preset));
    }

    private static RunSpec spec(Study study, Start start, String row, String column) {
        return start.spec(
                study.row(row).setting().orElseThrow().with(study.column(column).fields()), 0);
    }

    static Stream<Study> studies() {
        return PaperStudies.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("studies")
    void everyRunOfEveryStudyCanBeMadeFromASpecOfEveryPreset(Study shipped) {
        for (String preset : List.of("mini", "mini-large", "paper")) {
            for (String data : List.of("cars", "photographs")) {
                Start start = start(data, preset);
                Study study = PaperStudies.named(shipped.name(), start);
                List<RunSpec> specs = study.specs(new Plan(start, 1, 0, false));

                assertThat(specs)
                        .isNotEmpty()
                        .allMatch(spec -> spec.dataset().equals(start.dataset()))
                        .allMatch(spec -> spec.setUp().equals("coarse-to-fine"));
                assertThat(study.notes()).noneMatch(note -> note.contains("fashion-mini"));
                assertThat(study.columns()).noneMatch(c -> c.remark().contains("fashion-mini"));
            }
        }
    }

    @Test
    void anAblationIsThatOfThePaperWithItsNetworksWeightsAndEpochs() {
        Start start = start("cars", "paper");
        Study study = PaperStudies.named("table-3", start);
        Column cars = study.column("Cars");

        // Half of 120 images are labelled, a tenth of these are D_val: 54 in D.
        RunSpec spec = spec(study, start, "MP-SSL w/o L_gap", "Cars");
        assertThat(spec)
                .isEqualTo(RunSpec.paper(start.dataset(), "mp-ssl", 0).with("gapLoss", "none"));
        assertThat(spec.steps()).isEqualTo(Math.round(200 * 54 / 64f));
        assertThat(study.seeds()).isEqualTo(3);
        assertThat(study.printed(study.row("MP-SSL"), cars)).hasValue(76.33);
        assertThat(study.printed(study.row("MP-SSL w/o LMO"), cars)).hasValue(74.34);
        // With the paper's preset lambda is 1 anyway.
        assertThat(study.rows()).extracting(Row::name).noneMatch(row -> row.contains("lambda"));
        assertThat(study("table-3", "cars", "mini").rows())
                .extracting(Row::name)
                .contains("MP-SSL w/o LMO, lambda 1");
    }

    @Test
    void sharesOfLabelsAreFractionsOfThePoolAndEpochsFollow() {
        for (String preset : List.of("mini", "paper")) {
            Start start = start("cars", preset);
            Study study = PaperStudies.named("table-2", start);
            List<RunSpec> specs =
                    study.columns().stream()
                            .map(column -> spec(study, start, "MP-SSL", column.name()))
                            .toList();

            assertThat(study.columns())
                    .extracting(Column::name)
                    .containsExactly("10 %", "25 %", "50 %", "100 %");
            assertThat(specs).allMatch(spec -> spec.get("split").equals("fractions"));
            assertThat(specs)
                    .extracting(spec -> spec.get("labelledFraction"))
                    .containsExactly(0.1, 0.25, 0.5, 1.0);
            assertThat(specs.stream().map(RunSpec::steps).toList())
                    .isEqualTo(
                            preset.equals("mini")
                                    ? List.of(600, 600, 600, 600)
                                    // D has 11, 27, 54 and 108 images.
                                    : List.of(34, 84, 169, 338));
            assertThat(study.row("FreeMatch (oracle)").missing()).containsOnlyKeys("100 %");
            assertThat(study.printed(study.row("P-SSL"), study.column("25 %"))).hasValue(48.27);
        }
        assertThat(spec(study("table-8", "cars", "paper"), start("cars", "paper"), "P-SSL", "Cars"))
                .returns(0.1, spec -> spec.get("labelledFraction"))
                .returns("fractions", spec -> spec.get("split"));
    }

    @Test
    void largerClassifiersArePublishedOnes() {
        Start start = start("cars", "paper");
        Study study = PaperStudies.named("table-10", start);

        assertThat(spec(study, start, "P-SSL", "ResNet-101"))
                .returns("bottleneck", spec -> spec.get("block"))
                .returns(List.of(3, 4, 23, 3), spec -> spec.get("blocks"))
                .returns(64, spec -> spec.get("width"))
                .returns("weights/resnet101.safetensors", spec -> spec.get("init"))
                .returns("weights/resnet18.safetensors", spec -> spec.get("foundationClassifier"));
        assertThat(spec(study, start, "Base Model", "ResNet-50"))
                .returns(List.of(3, 4, 6, 3), spec -> spec.get("blocks"))
                .returns("weights/resnet50.safetensors", spec -> spec.get("init"));
        assertThat(study.column("ResNet-50").remark())
                .endsWith("50 % of the pool labelled, bottlenecks [3, 4, 6, 3] of width 64");
    }

    @Test
    void transferTakesImageNetAndWithoutItSaysWhichFieldIsMeant() {
        Study paper = study("table-9", "cars", "paper");
        Row row = paper.row("Transfer SSL (ImageNet): SCR");

        assertThat(row.setting().orElseThrow().fields())
                .containsEntry("foundationData", "data/imagenet");
        assertThat(row.missing().get("Cars"))
                .contains("foundationData", "ImageNet", "not prepared in data/imagenet");
        assertThat(paper.rows()).hasSize(9);
        assertThat(study("table-9", "cars", "mini").rows()).hasSize(11);
        assertThat(study("table-9", "cars", "mini").row("Transfer SSL (ImageNet): SCR").missing())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pets, Pets, 84.44", "flowers, Flower, 88.14", "birds-2010, Birds, 60.74"})
    void ofATableOfSixDatasetsTheOneThatIsPreparedIsMade(String data, String heading, double base) {
        Study study = study("table-1", data, "paper");

        assertThat(study.columns()).extracting(Column::name).containsExactly(heading);
        assertThat(study.made()).hasSize(1);
        assertThat(study.printed(study.row("Base Model"), study.column(heading))).hasValue(base);
        assertThat(study.notes()).noneMatch(note -> note.contains("no such numbers"));
    }

    @ParameterizedTest
    @CsvSource({
        "table-3, pets, Pets, Cars.",
        "table-2, pets, '', Cars.",
        "table-7, cars, Cars, 'Chaoyang, Food-101.'",
        "table-1, photographs, photographs, 'Aircraft, Birds, Cars, DTD, Flower, Pets.'"
    })
    void ofAnotherDatasetItSaysThatThePaperHasNoSuchNumber(
            String name, String data, String heading, String about) {
        Study study = study(name, data, "paper");

        assertThat(study.notes().get(0))
                .isEqualTo(
                        "The paper has no such numbers for %s, so none stand beside: its table is about %s",
                        data, about);
        assertThat(study.rows()).allMatch(row -> row.printed().isEmpty());
        assertThat(study.columns())
                .allMatch(column -> column.remark().endsWith("; the paper has no such numbers"));
        if (!heading.isEmpty()) {
            assertThat(study.columns()).extracting(Column::name).containsExactly(heading);
        }
    }

    /** Base, on all labels too, and MP-SSL with two gap losses: two steps each. */
    @Test
    void aStudyOfAFolderIsRunAndReportedApartFromTheShippedOne() throws IOException {
        Start start = start("cars", "mini");
        Study study = PaperStudies.named("table-11", start);
        Plan plan = new Plan(start, 1, 2, true);
        Path runs = folder.resolve("runs");

        StudyRun.Outcome outcome = new StudyRun(study, plan, runs, 2).execute(line -> {});

        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.runs()).isEqualTo(4);
        assertThat(Journal.of(runs, study)).isEmpty();
        assertThat(Journal.of(runs, study, start("cars", "paper"))).isEmpty();
        assertThat(Journal.all(runs, study)).extracting(Journal::plan).containsExactly(plan);
        assertThat(Journal.all(runs, PaperStudies.named("table-1"))).isEmpty();

        ReportFiles report =
                ReportFiles.of(study, Journal.of(runs, study, start).orElseThrow(), runs);
        Path out = folder.resolve("reports");
        report.write(out);
        // The folder does not lie in data/, so the names have all of its path.
        assertThat(report.names())
                .allMatch(name -> name.matches("table-11-.+-cars-mini\\.\\w+"))
                .extracting(name -> name.substring(name.lastIndexOf('.')))
                .containsExactly(".md", ".csv", ".json", ".png");
        assertThat(report.markdown())
                .contains(
                        "./workbench study run table-11 --dataset %s --preset mini --seeds 1 --steps 2 --quick\n"
                                .formatted(start.dataset()),
                        "./workbench study report table-11 --dataset %s --preset mini\n"
                                .formatted(start.dataset()),
                        "2 steps a run, fewer than the preset's 600; 4 runs.",
                        "(%s)".formatted(report.names().get(3)),
                        "| 76.12 |",
                        "## Cars: %s, preset mini, 20 labels per class".formatted(start.dataset()),
                        "networks and 200 epochs are not those of the preset mini",
                        "dataset cars;")
                .doesNotContain("miniature", "fashion-mini");
        Path json = out.resolve(report.names().get(2));
        assertThat(Files.readString(json))
                .contains(
                        "\"folder\" : \"%s\"".formatted(start.dataset()), "\"preset\" : \"mini\"");
        StudyResult result = StudyResult.read(json);
        assertThat(result.plan()).isEqualTo(plan);
        assertThat(result.belongsTo(study)).isTrue();
    }

    /** As they were committed before there were studies of prepared datasets. */
    @ParameterizedTest
    @MethodSource("studies")
    void resultsOfTheShippedDatasetKeepTheirHashesAndBytes(Study study) throws IOException {
        Path results = Path.of("../docs/results");
        String json = Files.readString(results.resolve(study.name() + ".json"));
        StudyResult result = StudyResult.read(results.resolve(study.name() + ".json"));

        assertThat(result.plan().start()).isEqualTo(Start.SHIPPED);
        assertThat(result.belongsTo(study)).isTrue();
        assertThat(result.toJson()).isEqualTo(json);
        assertThat(new StudyReport(study, result).markdown())
                .isEqualTo(Files.readString(results.resolve(study.name() + ".md")));
    }
}
