package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.study.Comparison;
import org.mpssl.system.RealClone.Outcome;

/** {@code ./workbench run} with the real kernel and the real first notebook. */
@Tag("system")
class MainJobTests {

    @TempDir private Path folder;

    @Test
    void inQuickModeItGivesItsTable() throws Exception {
        Path file = folder.resolve("result.json");
        RealClone clone = new RealClone(folder);
        Outcome outcome = clone.workbench("run", "--quick", "--json", "" + file);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();

        JsonNode result = JsonMapper.builder().build().readTree(file.toFile());
        assertThat(fields(result)).containsExactly("study", "seeds", "methods", "environment");
        assertThat(result.path("study").asText())
                .isEqualTo("fashion-mini/coarse-to-fine, quick: not to be compared");
        assertThat(result.path("seeds")).hasSize(1);
        assertThat(fields(result.path("methods"))).isEqualTo(Comparison.METHODS);
        for (JsonNode method : result.path("methods")) {
            assertThat(fields(method)).contains("test", "last", "seconds");
            for (String accuracy : List.of("test", "last")) {
                assertThat(method.path(accuracy)).hasSize(1);
                assertThat(method.path(accuracy).path(0).isNumber()).isTrue();
                assertThat(method.path(accuracy).path(0).asDouble()).isBetween(0.0, 1.0);
            }
            assertThat(method.path("seconds").path(0).asDouble()).isPositive();
        }
        assertThat(fields(result.path("environment"))).contains("java", "libtorch", "device");
        for (String method : Comparison.METHODS) {
            assertThat(outcome.out()).containsPattern("(?m)^" + method + " ");
        }

        Notebook executed = Notebook.read(clone.runs().resolve("start-here/00-start-here.ipynb"));
        executed.assertExecuted();
        assertThat(executed.codeCells()).hasSameSizeAs(Notebook.read(Notebook.FIRST).codeCells());
    }

    private static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
