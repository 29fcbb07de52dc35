package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDataset;
import org.mpssl.data.SetUp;
import org.mpssl.data.TargetTask;
import org.mpssl.method.Losses;
import org.mpssl.tensor.Parameters;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/** What a page shows of values that cells end with. */
class DescribeTests {

    private static final ImageSet IMAGES =
            new ImageSet(2, 3, 1, new byte[13 * 6], labels(), List.of("coat", "shirt", "bag"));

    private static final RunResult RESULT =
            new RunResult(
                    RunSpec.mini("naive", 4).with("steps", 40),
                    0.708,
                    0.7,
                    20,
                    false,
                    12.4,
                    List.of(
                            new Evaluation(20, 0.03, 0.75, Map.of()),
                            new Evaluation(40, 0.03, 0.71, Map.of())),
                    List.of(),
                    Map.of());

    /** Twelve coats and a shirt. */
    private static int[] labels() {
        int[] labels = new int[13];
        labels[12] = 1;
        return labels;
    }

    private static Bundle shown(Object value) {
        return Describe.ALL.stream()
                .filter(described -> described.type().isInstance(value))
                .findFirst()
                .orElseThrow()
                .bundle(value);
    }

    @Test
    void aSpecMarksWhatDiffersFromItsPreset() {
        RunSpec spec = RunSpec.mini("mp-ssl", 3).with("steps", 300).with("valLoss", false);
        Table table = Tables.of(spec);
        assertThat(table.header()).containsExactly("field", "value", "preset mini");
        assertThat(table.rows())
                .contains(
                        List.of("method", "mp-ssl", ""),
                        List.of("steps", "300", "\u2260 600"),
                        List.of("valLoss", "false", "\u2260 true"));
        assertThat(table.rows()).filteredOn(row -> !row.get(2).isEmpty()).hasSize(2);
        assertThat(table.rows())
                .hasSameSizeAs(spec.toJson().lines().filter(l -> l.contains(":")).toList());
        assertThat(shown(spec).contents()).containsOnlyKeys(Bundle.TEXT, Bundle.MARKDOWN);
        assertThat(Tables.of(RunSpec.paper("base", 0).with("steps", 9)).header())
                .contains("preset paper");
    }

    @Test
    void aResultIsACurveWithItsFiguresInTheTitle() {
        LineChart curve = Figures.curve(RESULT);
        assertThat(curve.title()).isEqualTo("naive, seed 4: test 70.8 %, last step 70.0 % in 12 s");
        assertThat(curve.lines())
                .extracting(Line::name)
                .containsExactly("validation", "test, best step", "test, last step");
        assertThat(curve.lines().get(0).x()).containsExactly(20.0, 40.0);
        assertThat(curve.lines().get(0).y()).containsExactly(0.75, 0.71);
        assertThat(curve.lines().get(1).x()).containsExactly(20.0);
        assertThat(curve.lines().get(2).y()).containsExactly(0.7);
        Bundle bundle = shown(RESULT);
        assertThat(bundle.contents()).containsOnlyKeys(Bundle.TEXT, Bundle.PNG, Bundle.PLOTLY);
        assertThat(bundle.text())
                .startsWith(curve.title())
                .containsPattern("test accuracy, best validation +70.8 %")
                .containsPattern("best step +20");
    }

    @Test
    void aStoppedRunSaysSoAndHasNoTestAccuracy() {
        RunResult stopped =
                new RunResult(
                        RESULT.spec(),
                        Double.NaN,
                        Double.NaN,
                        20,
                        true,
                        3,
                        RESULT.history(),
                        List.of(),
                        Map.of());
        assertThat(Figures.curve(stopped).title()).isEqualTo("naive, seed 4: stopped in 3 s");
        assertThat(Figures.curve(stopped).lines()).hasSize(1);
        assertThat(Tables.of(stopped).rows())
                .contains(
                        List.of("test accuracy, last step", "\u2013"),
                        List.of("steps", "40, stopped before"));
        assertThat(shown(List.of(RESULT, stopped)).text())
                .containsPattern("naive +4 +70.8 % +70.0 % +20 +12\n")
                .containsPattern("naive +4 +\u2013 +\u2013 +20 +3$");
    }

    @Test
    void parametersAreListedAndCounted() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            tensors.put("conv.weight", manager.ones(new Shape(2, 3)));
            tensors.put("fc.bias", manager.ones(new Shape(4), DataType.FLOAT64));
            Parameters parameters = Parameters.of(tensors);
            assertThat(shown(parameters).contents())
                    .containsEntry(Bundle.TEXT, Tables.of(parameters).toString());
            assertThat(Tables.of(parameters).rows())
                    .containsExactly(
                            List.of("conv.weight", "(2, 3)", "float32", "6"),
                            List.of("fc.bias", "(4)", "float64", "4"),
                            List.of("total", "2 tensors", "", "10"));
            tensors.get("fc.bias").close();
            assertThat(Tables.of(parameters).rows())
                    .contains(List.of("fc.bias", "closed", "", "0"));
        }
    }

    @Test
    void ofVeryManyTensorsTheFirstAreListedAndAllCounted() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            NDArray one = manager.ones(new Shape(2));
            IntStream.range(0, 200).forEach(i -> tensors.put("t" + i, one));
            List<List<String>> rows = Tables.of(Parameters.of(tensors)).rows();
            assertThat(rows).hasSize(152);
            assertThat(rows.get(150)).contains("50 more");
            assertThat(rows.get(151)).containsExactly("total", "200 tensors", "", "400");
        }
    }

    @Test
    void imagesAreShownByClassWithTheirNumbers() throws IOException {
        SampleGrid grid = SampleGrid.byClass("t", IMAGES, 10);
        assertThat(grid.rows())
                .extracting(SampleGrid.Row::label)
                .containsExactly("coat (12)", "shirt (1)", "bag (0)");
        assertThat(grid.rows()).extracting(row -> row.pictures().size()).containsExactly(10, 1, 0);
        Bundle bundle = shown(IMAGES);
        assertThat(bundle.contents()).containsOnlyKeys(Bundle.TEXT, Bundle.PNG);
        assertThat(bundle.text()).startsWith("13 images of 2 x 3 pixels");
        assertThat(width(bundle)).isGreaterThan(10 * 32);
    }

    private static int width(Bundle bundle) throws IOException {
        byte[] png = (byte[]) bundle.contents().get(Bundle.PNG);
        return ImageIO.read(new ByteArrayInputStream(png)).getWidth();
    }

    @Test
    void aPictureIsShownAsItselfAndSomeInRows() throws IOException {
        List<Picture> pictures = Picture.all(IMAGES, IntStream.range(0, 13).toArray());
        assertThat(width(shown(pictures.get(0)))).isEqualTo(3 * 32 + 20);
        assertThat(shown(pictures.get(0)).text()).isEqualTo("Image of 2 x 3 grey pixels.");
        assertThat(shown(pictures).text()).isEqualTo("13 images in 2 rows.");
        List<Picture> many = Picture.all(IMAGES, new int[101]);
        assertThat(shown(many).text()).startsWith("The first 100 of 101 images");
    }

    @Test
    void otherListsAreTheTextThatTheyWere() {
        assertThat(shown(List.of(1, "a")).contents())
                .containsExactly(Map.entry(Bundle.TEXT, "[1, a]"));
        assertThat(shown(List.of()).text()).isEqualTo("[]");
        assertThat(shown(Collections.singletonList(null)).text()).isEqualTo("[null]");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList list = new NDList(manager.ones(new Shape(9, 9)), manager.ones(new Shape(8, 9)));
            assertThat(shown(list).text())
                    .isEqualTo("NDArray float32 (9, 9) on cpu\nNDArray float32 (8, 9) on cpu");
        }
    }

    @Test
    void lossesAndTasksAreTables() {
        assertThat(shown(new Losses(Map.of("supervised", 0.25))).text())
                .isEqualTo("loss        value\n----------  -----\nsupervised   0.25");
        TargetTask task =
                TargetTask.of(PreparedDataset.fashionMini(), SetUp.DISJOINT, 0, 20, 10, 400);
        Table table = Tables.of(task);
        assertThat(table.header()).containsExactly("images of", "D", "D_val", "D_u", "test");
        assertThat(table.rows()).hasSize(5);
        assertThat(table.rows().get(0))
                .startsWith(task.classes().get(0), "20", "10")
                .endsWith("100");
        assertThat(table.rows().get(4)).startsWith("all classes", "80", "40").endsWith("400");
        assertThat(shown(task).contents()).containsKey(Bundle.MARKDOWN);
    }
}
