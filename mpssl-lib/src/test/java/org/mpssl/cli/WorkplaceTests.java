package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class WorkplaceTests {

    @TempDir private Path folder;

    @Test
    void isOfOneCommandUntilItEnds() throws Exception {
        Path place = folder.resolve("runs/start-here");
        try (Workplace first = Workplace.take(place)) {
            assertThat(first.file("result.json")).isEqualTo(place.resolve("result.json"));
            assertThatThrownBy(() -> Workplace.take(place))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("at work in " + place)
                    .hasMessageContaining("WORKBENCH_RUNS=FOLDER");
        }
        Workplace.take(place).close();
    }
}
