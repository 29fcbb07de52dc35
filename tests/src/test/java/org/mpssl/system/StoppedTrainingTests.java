package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunSpec;

/** What a training leaves that is ended from outside. */
@Tag("system")
class StoppedTrainingTests {

    /** 128 and the number of the signal: how a shell reports a process that it ended. */
    private static final int SIGTERM = 143;

    @TempDir private Path folder;
    private RealClone clone;

    @BeforeEach
    void useClone() {
        clone = new RealClone(folder);
    }

    @Test
    void aTrainingThatIsKilledLeavesNoResult() throws Exception {
        RunSpec spec = RunSpec.mini("base", 0).with("steps", 1_000_000).with("evaluateEvery", 1);
        RunFolder run = RunFolder.of(clone.runs(), spec);
        Path metrics = run.running().resolve("metrics.csv");
        Process process = training(spec);
        try {
            await(metrics, process);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("ends").isTrue();
        assertThat(metrics).exists();
        assertThat(run.path()).doesNotExist();
        assertThat(run.result()).isEmpty();
    }

    /** A step of some seconds: whoever ends the engine under it crashes. */
    @Test
    void aTrainingThatIsAskedToEndMakesItsStepFirst() throws Exception {
        RunSpec spec =
                RunSpec.mini("base", 0)
                        .with("imageSize", 256)
                        .with("batchSize", 128)
                        .with("blocks", List.of(2, 2, 2, 2));
        RunFolder run = RunFolder.of(clone.runs(), spec);
        Process process = training(spec);
        try {
            await(run.running(), process);
            Thread.sleep(1000);
            process.destroy();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("log")))
                .contains("workbench: stopped before the last step")
                .doesNotContain("SIGSEGV");
        assertThat(process.exitValue()).isEqualTo(SIGTERM);
        assertThat(run.result().orElseThrow().stopped()).isTrue();
    }

    private Process training(RunSpec spec) throws IOException {
        return clone.command(
                        Map.of(),
                        "train",
                        "--spec",
                        "" + Files.writeString(folder.resolve("spec.json"), spec.toJson()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void await(Path file, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!Files.exists(file) && System.nanoTime() < deadline) {
            assertThat(process.isAlive()).as("training").isTrue();
            Thread.sleep(50);
        }
    }
}
