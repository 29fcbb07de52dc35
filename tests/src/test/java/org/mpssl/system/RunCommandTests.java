package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./workbench run} with the real kernel and notebooks of one cell. */
@Tag("system")
class RunCommandTests {
    private static final String NOTEBOOK =
            """
            {"cells":[{"cell_type":"code","execution_count":null,"id":"only","metadata":{},"outputs":[],"source":%s}],
             "metadata":{"kernelspec":{"display_name":"Java (MP-SSL)","language":"java","name":"mpssl-java"}},
             "nbformat":4,"nbformat_minor":5}
            """;
    private static final String WRITES_A_RESULT =
            """
            "String json = \\"{'study':'stub','seeds':[0],'methods':{'base':{'test':[0.\\" + System.getenv(\\"WORKBENCH_SEEDS\\") \
            + \\"],'last':[0.25],'seconds':[7],'specs':['none']}},'environment':{}}\\";\\nPath file = Path.of(System.getenv(\\"WORKBENCH_RESULT\\"));\\n\
            Files.writeString(file, json.replace((char) 39, (char) 34));"
            """;

    @TempDir private Path folder;

    private StubClone.Outcome run(String source, String... options)
            throws IOException, InterruptedException {
        Path notebook = folder.resolve("notebook.ipynb");
        Files.writeString(notebook, NOTEBOOK.formatted(source));
        Path root = Path.of("").toAbsolutePath().getParent();
        ProcessBuilder builder =
                new ProcessBuilder(
                        root.resolve("workbench").toString(), "run", "--notebook", "" + notebook);
        builder.command().addAll(List.of(options));
        builder.environment().put("WORKBENCH_RUNS", folder.resolve("runs").toString());
        builder.environment().remove("WORKBENCH_QUICK");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Files.readString(notebook)).isEqualTo(NOTEBOOK.formatted(source));
        return new StubClone.Outcome(process.waitFor(), output);
    }

    @Test
    void printsTheTableAndCopiesTheResult() throws Exception {
        Path json = folder.resolve("copy.json");
        StubClone.Outcome outcome = run(WRITES_A_RESULT, "--seeds", "5", "--json", "" + json);
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).containsPattern("base +50\\.0 +25\\.0 +7 +50\\.0\\R");
        assertThat(outcome.output())
                .contains("Executed notebook: " + folder.resolve("runs/00-start-here.ipynb"));
        assertThat(json).hasSameTextualContentAs(folder.resolve("runs/run.json"));
        assertThat(folder.resolve("runs/00-start-here.ipynb"))
                .content()
                .contains("\"execution_count\": ");
    }

    @Test
    void aFailingCellIsShownAndAnOldResultIsNotTakenForANewOne() throws Exception {
        Files.createDirectories(folder.resolve("runs"));
        Files.writeString(folder.resolve("runs/run.json"), "{\"study\":\"old\"}");
        StubClone.Outcome outcome = run("\"throw new IllegalStateException(\\\"deliberate\\\");\"");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("A cell failed", "deliberate", "The notebook failed. As far as it came: ")
                .doesNotContain("old");
        assertThat(folder.resolve("runs/00-start-here.ipynb")).content().contains("deliberate");
        assertThat(folder.resolve("runs/run.json")).doesNotExist();
    }

    @Test
    void aNotebookWithoutResultIsAnError() throws Exception {
        StubClone.Outcome outcome = run("\"1 + 1\"");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("ended without writing");
    }
}
