package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.system.RealClone.Outcome;

/** Every notebook of the course and all solutions, executed from top to bottom. */
@Tag("system")
class CourseRunTests {

    /** Twenty notebooks, two at a time, half a minute each on quiet cores. */
    private static final Duration PATIENCE = Duration.ofMinutes(45);

    @TempDir private Path folder;

    @Test
    void everyNotebookRunsInQuickModeAndItsOutputsAreOfItsCells() throws Exception {
        RealClone clone = new RealClone(folder);
        Outcome outcome =
                clone.outcome(
                        clone.command(Map.of(), "notebooks", "--check", "--quick", "--jobs=2"),
                        PATIENCE);
        System.out.println(outcome.out());
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    }
}
