package org.mpssl.cli.ipynb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What kinds of output a cell has. */
final class Output {

    private Output() {}

    /** Returns what all outputs of a cell are, in words. */
    static String kinds(JsonNode outputs) {
        String kinds =
                StreamSupport.stream(outputs.spliterator(), false)
                        .map(Output::kind)
                        .collect(Collectors.joining("; "));
        return outputs.size() + " outputs" + (kinds.isEmpty() ? "" : " (" + kinds + ")");
    }

    /** Returns what an output is, in words. */
    static String kind(JsonNode output) {
        String type = output.path("output_type").asText();
        return switch (type) {
            case "stream" -> "text on " + output.path("name").asText();
            case "error" -> "the error " + output.path("ename").asText();
            default -> type + " of " + String.join(", ", types(output));
        };
    }

    /** Returns the MIME types of an output. */
    static Set<String> types(JsonNode output) {
        Set<String> types = new TreeSet<>();
        output.path("data").fieldNames().forEachRemaining(types::add);
        return types;
    }
}
