package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTests {

    @TempDir private Path folder;

    @Test
    void aStoppedRunPrintsNoTestAccuracy() throws IOException {
        Path spec = Files.writeString(folder.resolve("spec.json"), "{\"method\": \"base\"}");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int code;
        try {
            Thread.currentThread().interrupt();
            code =
                    Workbench.commandLine()
                            .execute("train", "--spec", "" + spec, "--out", "" + folder);
        } finally {
            System.setOut(out);
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(code).isEqualTo(NotebookRun.INTERRUPTED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("test accuracy");
    }
}
