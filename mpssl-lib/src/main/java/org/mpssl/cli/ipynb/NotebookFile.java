package org.mpssl.cli.ipynb;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

/**
 * A notebook as a file holds it.
 *
 * @param json the whole of it
 */
public record NotebookFile(JsonNode json) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The tag of a cell whose outputs may be others every time. */
    private static final String VARIES = "varies";

    /**
     * Reads a notebook.
     *
     * @param file where it lies
     * @return what it holds
     * @throws UserError if it is none
     */
    public static NotebookFile read(Path file) throws IOException {
        JsonNode json;
        try {
            json = JSON.readTree(file.toFile());
        } catch (JacksonException e) {
            throw new UserError(file + " is no notebook: " + e.getOriginalMessage());
        }
        if (!json.path("cells").isArray()) {
            throw new UserError(file + " is no notebook: it has no cells.");
        }
        return new NotebookFile(json);
    }

    /** Returns a hash of the code that the outputs are of, or nothing if it has none. */
    public String executedSources() {
        return json.at("/metadata/executed_sources").asText();
    }

    /** Returns the hash of its code, as whoever executes it will note it. */
    public String sources() {
        String code =
                codeCells().values().stream()
                        .map(cell -> text(cell.path("source")))
                        .collect(Collectors.joining("\0"));
        return Sha256.of(code.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Returns whether every cell with code in it was executed. */
    public boolean isExecuted() {
        return codeCells().values().stream()
                .filter(cell -> !text(cell.path("source")).isBlank())
                .allMatch(cell -> cell.path("execution_count").isInt());
    }

    /** Returns the cells with code by their ids, in their order. */
    Map<String, JsonNode> codeCells() {
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        for (JsonNode cell : json.path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                cells.put(cell.path("id").asText("number " + (cells.size() + 1)), cell);
            }
        }
        return cells;
    }

    /** Returns whether a cell says that its outputs are others every time. */
    static boolean varies(JsonNode cell) {
        return StreamSupport.stream(cell.at("/metadata/tags").spliterator(), false)
                .anyMatch(tag -> tag.asText().equals(VARIES));
    }

    /** Returns a text, which stands in the file as one or as a list of lines. */
    static String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining());
        }
        return node.asText();
    }
}
