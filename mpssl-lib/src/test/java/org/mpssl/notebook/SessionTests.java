package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonResult;

class SessionTests {

    @TempDir private Path folder;

    @Test
    void aBrowserSessionTrainsOneSeedIntoTheClone() {
        assertThat(Session.seeds(Map.of())).isEqualTo(1);
        assertThat(Session.seeds(Map.of("WORKBENCH_SEEDS", "12"))).isEqualTo(12);
        assertThat(Session.runs(Map.of("WORKBENCH_HOME", "/clone")))
                .isEqualTo(Path.of("/clone/runs"));
        assertThat(Session.runs(Map.of("WORKBENCH_HOME", "/clone", "WORKBENCH_RUNS", "/r")))
                .isEqualTo(Path.of("/r"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "two", "", "1000"})
    void impossibleNumbersOfSeedsAreRefused(String text) {
        assertThatThrownBy(() -> Session.seeds(Map.of("WORKBENCH_SEEDS", text)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("WORKBENCH_SEEDS")
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void missingCommittedResultsAreNamedWithTheCommandThatMakesThem() {
        assertThatThrownBy(() -> Session.committed(folder, "coarse-to-fine"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("docs/results/coarse-to-fine.json")
                .hasMessageContaining("./workbench study run --set-up coarse-to-fine --seeds 12");
    }

    @Test
    void committedResultsAreRead() {
        ComparisonResult result = Examples.result(Comparison.of("disjoint", 2, true), 0.5, 0.01);
        result.write(folder.resolve("docs/results/disjoint.json"));

        assertThat(Session.committed(folder, "disjoint")).isEqualTo(result);
    }

    @Test
    void aNoteReplacesTheOneBefore() throws IOException {
        Path file = folder.resolve("progress.txt");
        Session.note(file, "one");
        Session.note(file, "two");

        assertThat(file).hasContent("two");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aNoteThatCannotBeLeftStopsNothing() throws IOException {
        Session.note(Files.createDirectories(folder.resolve("full/part")).getParent(), "one");

        assertThat(folder.resolve("full")).isDirectory();
    }
}
