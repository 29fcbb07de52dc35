package org.mpssl.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpssl.cli.Workbench;

/** The small runs whose first steps the oracle recomputes: every method and every ablation. */
final class TracedRuns {

    static final int STEPS = 2;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TracedRuns() {}

    static List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        document().path("runs").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Writes the trace of a run as the command line does. */
    static void write(String name, String dataType, Path file) throws IOException {
        ObjectNode spec = document().path("common").deepCopy();
        spec.setAll((ObjectNode) document().path("runs").path(name));
        spec.put("dataType", dataType);
        Path description = Files.createTempFile(name, ".json");
        try {
            Files.writeString(description, spec.toString());
            int code =
                    Workbench.commandLine()
                            .execute(
                                    "trace",
                                    "--spec",
                                    description.toString(),
                                    "--steps",
                                    Integer.toString(STEPS),
                                    "--out",
                                    file.toString());
            assertThat(code).as(name).isZero();
        } finally {
            Files.delete(description);
        }
    }

    private static JsonNode document() throws IOException {
        try (InputStream in = TracedRuns.class.getResourceAsStream("/traced-runs.json")) {
            return JSON.readTree(in);
        }
    }
}
