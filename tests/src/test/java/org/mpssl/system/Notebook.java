package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A notebook file.
 *
 * @param file where it lies
 * @param json what it holds
 */
record Notebook(Path file, JsonNode json) {

    static final Path FOLDER = RealClone.ROOT.resolve("notebooks");
    static final Path FIRST = FOLDER.resolve("00-start-here.ipynb");

    static Notebook read(Path file) throws IOException {
        return new Notebook(file, JsonMapper.builder().build().readTree(file.toFile()));
    }

    /** Returns every notebook of the clone, those that an editor saved beside them left out. */
    static List<Notebook> all() throws IOException {
        List<Notebook> notebooks = new ArrayList<>();
        if (Files.isDirectory(FOLDER)) {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                for (Path file : files.sorted().toList()) {
                    String name = FOLDER.relativize(file).toString();
                    if (name.endsWith(".ipynb") && !name.contains(".ipynb_checkpoints")) {
                        notebooks.add(read(file));
                    }
                }
            }
        }
        return notebooks;
    }

    @Override
    public String toString() {
        return FOLDER.relativize(file).toString();
    }

    private List<JsonNode> cells(String type) {
        return StreamSupport.stream(json.path("cells").spliterator(), false)
                .filter(cell -> cell.path("cell_type").asText().equals(type))
                .toList();
    }

    List<JsonNode> codeCells() {
        return cells("code");
    }

    /** Returns the ids of all cells, in order. */
    List<String> ids() {
        return StreamSupport.stream(json.path("cells").spliterator(), false)
                .map(cell -> cell.path("id").asText())
                .toList();
    }

    /** Returns the sources of all cells with code. */
    List<String> code() {
        return codeCells().stream().map(cell -> text(cell.path("source"))).toList();
    }

    /** Returns the text of all cells without code. */
    String markdown() {
        return cells("markdown").stream()
                .map(cell -> text(cell.path("source")))
                .collect(Collectors.joining("\n\n"));
    }

    /** Returns the text of a cell without code, or nothing if there is none of this id. */
    String markdown(String id) {
        return cells("markdown").stream()
                .filter(cell -> cell.path("id").asText().equals(id))
                .map(cell -> text(cell.path("source")))
                .collect(Collectors.joining());
    }

    /** Every cell with code ran, in order, and none of them complained. */
    void assertExecuted() {
        List<JsonNode> cells = codeCells();
        assertThat(cells).isNotEmpty();
        assertThat(cells)
                .extracting(cell -> cell.path("execution_count").asInt(-1))
                .isEqualTo(IntStream.rangeClosed(1, cells.size()).boxed().toList());
        for (JsonNode output : outputs()) {
            assertThat(output.path("output_type").asText()).isNotEqualTo("error");
            assertThat(output.path("name").asText())
                    .as(text(output.path("text")))
                    .isNotEqualTo("stderr");
        }
    }

    List<JsonNode> outputs() {
        return codeCells().stream()
                .flatMap(cell -> StreamSupport.stream(cell.path("outputs").spliterator(), false))
                .toList();
    }

    /** Returns what a cell or an output holds, whether it is one text or a list of lines. */
    static String text(JsonNode node) {
        StringBuilder text = new StringBuilder(node.isTextual() ? node.asText() : "");
        if (node.isArray()) {
            node.forEach(line -> text.append(line.asText()));
        }
        return text.toString();
    }

    /** Returns all texts, pictures left out. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        collect(json, texts);
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.properties()
                .forEach(
                        field -> {
                            if (!field.getKey().startsWith("image/")) {
                                collect(field.getValue(), texts);
                            }
                        });
        if (node.isArray()) {
            node.forEach(element -> collect(element, texts));
        }
    }

    /** Writes it as if nobody had ever run it, so that what a page shows then is new. */
    void writeWithoutOutputs(Path copy) throws IOException {
        ObjectNode bare = json.deepCopy();
        ((ObjectNode) bare.path("metadata")).remove("widgets");
        for (JsonNode cell : bare.path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                ((ObjectNode) cell).putArray("outputs");
                ((ObjectNode) cell).putNull("execution_count");
            }
        }
        Files.writeString(copy, bare.toPrettyString());
    }

    /** Returns how many outputs hold a picture. */
    long pictures() {
        return outputs().stream().filter(output -> output.path("data").has("image/png")).count();
    }
}
