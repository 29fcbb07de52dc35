package org.mpssl.cli.ipynb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class OutputCheckTests {

    private static final String TAGGED = "\"tags\":[\"varies\"]";

    @TempDir private Path folder;

    private static NotebookFile notebook(String metadata, String... outputs) throws IOException {
        return of(
                """
                {"cells":[{"cell_type":"markdown","source":"1"},
                          {"cell_type":"code","id":"train","metadata":{%s},"execution_count":1,
                           "source":["int a;\\n","a"],"outputs":[%s]}],
                 "metadata":{}}"""
                        .formatted(metadata, String.join(",", outputs)));
    }

    private static NotebookFile of(String json) throws IOException {
        return new NotebookFile(JsonMapper.builder().build().readTree(json));
    }

    private static String print(String text) {
        return "{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"%s\"]}".formatted(text);
    }

    private static String show(String data) {
        return "{\"output_type\":\"display_data\",\"data\":{%s},\"metadata\":{}}".formatted(data);
    }

    private static String picture(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", png);
        String text = Base64.getEncoder().encodeToString(png.toByteArray());
        return "\"image/png\":\"%s\\n\"".formatted(text);
    }

    private static String plotly(String values) {
        return "\"application/vnd.plotly.v1+json\":{\"data\":[{\"name\":\"base\",\"y\":[%s]}]}"
                .formatted(values);
    }

    private static List<String> compare(NotebookFile stored, NotebookFile now, double tolerance) {
        return OutputCheck.compare(stored, now, new Tolerance(tolerance)).stream()
                .map(Difference::toString)
                .toList();
    }

    @Test
    void theSameOutputsDoNotDiffer() throws Exception {
        NotebookFile one = notebook("", print("loss 1"), show(picture(2, 3)));
        assertThat(compare(one, one, 0)).isEmpty();
    }

    @Test
    void aDifferentTextIsNamedByCellAndOutput() throws Exception {
        assertThat(
                        compare(
                                notebook("", print("loss 1"), show("\"text/plain\":\"a\"")),
                                notebook("", print("loss 2"), show("\"text/plain\":\"b\"")),
                                0))
                .containsExactly(
                        "cell train, output 1: expected \"loss 1\", found \"loss 2\"",
                        "cell train, output 2, text/plain: expected \"a\", found \"b\"");
    }

    @Test
    void anOutputMoreOrOfAnotherKindIsADifference() throws Exception {
        assertThat(compare(notebook(""), notebook("", print("a")), 0))
                .containsExactly(
                        "cell train: expected 0 outputs, found 1 outputs (text on stdout)");
        assertThat(compare(notebook("", print("a")), notebook("", show("\"text/plain\":\"a\"")), 0))
                .containsExactly(
                        "cell train: expected text on stdout, found display_data of text/plain");
    }

    @Test
    void ofACellThatVariesOnlyTheKindsAreCompared() throws Exception {
        assertThat(compare(notebook(TAGGED, print("a")), notebook(TAGGED, print("b")), 0))
                .isEmpty();
        assertThat(compare(notebook(TAGGED, print("a")), notebook(TAGGED), 0)).hasSize(1);
    }

    @Test
    void picturesMustBeOfOneSize() throws Exception {
        assertThat(
                        compare(
                                notebook("", show(picture(640, 400))),
                                notebook("", show(picture(640, 360))),
                                0.1))
                .containsExactly(
                        "cell train, image/png: expected a picture of 640 x 400, found a picture of"
                                + " 640 x 360");
    }

    @Test
    void figuresAreComparedNumberByNumber() throws Exception {
        NotebookFile stored = notebook("", show(plotly("1.0,2.0")));
        assertThat(compare(stored, notebook("", show(plotly("1.0,2.01"))), 0))
                .containsExactly(
                        "cell train, application/vnd.plotly.v1+json, data[0].y[1]: expected 2.0,"
                                + " found 2.01");
        assertThat(compare(stored, notebook("", show(plotly("1.0,2.01"))), 0.02)).isEmpty();
        assertThat(compare(stored, notebook("", show(plotly("1.0,2.0,3.0"))), 0.02))
                .singleElement()
                .asString()
                .endsWith("data[0].y: expected 2 elements, found 3");
        assertThat(compare(stored, notebook("", show(plotly("1.0,null"))), 0.02)).hasSize(1);
    }

    @Test
    void ofManyDifferencesInOneOutputAFewAreShown() throws Exception {
        assertThat(
                        compare(
                                notebook("", show(plotly("1,2,3,4,5,6,7"))),
                                notebook("", show(plotly("2,3,4,5,6,7,8"))),
                                0))
                .hasSize(6)
                .last()
                .asString()
                .endsWith("found 2 more differences");
    }

    @Test
    void ofATableItsMarkdownIsCompared() throws Exception {
        String data = "\"text/markdown\":\"| seconds |\\n|---:|\\n| %d |\",\"text/plain\":\"%d\"";
        assertThat(
                        compare(
                                notebook("", show(data.formatted(1, 1))),
                                notebook("", show(data.formatted(2, 2))),
                                0))
                .isEmpty();
    }

    @Test
    void ofWidgetsTheStructureIsCompared() throws Exception {
        String json =
                """
                {"cells":[],"metadata":{"widgets":{"application/vnd.jupyter.widget-state+json":{"state":
                 {"widget-1":{"model_name":"%s","state":{"value":%d}}}}}}}""";
        NotebookFile stored = of(json.formatted("IntSliderModel", 1));
        assertThat(compare(stored, of(json.formatted("IntSliderModel", 2)), 0)).isEmpty();
        assertThat(compare(stored, of(json.formatted("ButtonModel", 1)), 0)).hasSize(1);
        assertThat(compare(stored, of("{\"cells\":[]}"), 0))
                .containsExactly(
                        "widgets, widget-1: expected \"IntSliderModel [value]\", found \"none\"");
    }

    @Test
    void aCellThatIsGoneIsADifference() throws Exception {
        assertThat(compare(notebook(""), of("{\"cells\":[]}"), 0))
                .containsExactly("cell train: expected a cell, found none of this id");
    }

    @Test
    void theHashOfTheCodeIsTheOneThatAnExecutionNotes() throws Exception {
        // printf 'int a;\na' | sha256sum
        assertThat(notebook("").sources())
                .isEqualTo("0d62a4a35b3929a4a1f240ab7d3d9954723a61acf9ccb0f0a0fc7134a9565554");
        assertThat(notebook("").executedSources()).isEmpty();
        assertThat(notebook("").isExecuted()).isTrue();
        assertThat(of("{\"cells\":[{\"cell_type\":\"code\",\"source\":\"1\"}]}").isExecuted())
                .isFalse();
    }

    @Test
    void whatIsNoNotebookIsTheUsersMistake() throws Exception {
        Path file = Files.writeString(folder.resolve("a.ipynb"), "{");
        assertThatThrownBy(() -> NotebookFile.read(file)).isInstanceOf(UserError.class);
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> NotebookFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("a.ipynb is no notebook: it has no cells.");
    }
}
