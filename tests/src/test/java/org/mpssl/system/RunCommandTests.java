package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.study.ComparisonResult;
import org.mpssl.system.RealClone.Outcome;

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
            + \\"],'last':[0.25],'seconds':[7],'specs':['none']}},'environment':{}}\\";\\nPath file = Path.of(System.getenv(\\"WORKBENCH_RUNS\\"), \\"result.json\\");\\n\
            Files.writeString(file, json.replace((char) 39, (char) 34));"
            """;

    /** Goes on when there is a file {@code go}. */
    private static final String WAITS =
            "\"while (!Files.exists(Path.of(System.getenv(\\\"WORKBENCH_RUNS\\\"), \\\"go\\\"))) Thread.sleep(50);\\n";

    @TempDir private Path folder;
    private RealClone clone;
    private Path place;

    @BeforeEach
    void useClone() {
        clone = new RealClone(folder);
        place = clone.runs().resolve("start-here");
    }

    private ProcessBuilder command(String source, String... options) throws IOException {
        Path notebook = Files.createTempFile(folder, "notebook", ".ipynb");
        Files.writeString(notebook, NOTEBOOK.formatted(source));
        List<String> arguments = new ArrayList<>(List.of("run", "--notebook", "" + notebook));
        arguments.addAll(List.of(options));
        return clone.command(Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void printsTheTableAndCopiesTheResult() throws Exception {
        Path json = folder.resolve("copy.json");
        Outcome outcome = clone.outcome(command(WRITES_A_RESULT, "--seeds=5", "--json=" + json));
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).containsPattern("base +50\\.0 +25\\.0 +7 +50\\.0\\R");
        Path copy = place.resolve("00-start-here.ipynb");
        assertThat(outcome.out()).contains("Executed notebook: " + copy);
        assertThat(ComparisonResult.read(json))
                .isEqualTo(ComparisonResult.read(place.resolve("result.json")));
        assertThat(copy).content().contains("\"execution_count\": ");
        assertThat(place.resolve("progress.txt")).doesNotExist();
    }

    @Test
    void aFailingCellIsShownAndAnOldResultIsNotTakenForANewOne() throws Exception {
        Files.createDirectories(place);
        Files.writeString(place.resolve("result.json"), "{\"study\":\"old\"}");
        Outcome outcome =
                clone.outcome(command("\"throw new IllegalStateException(\\\"deliberate\\\");\""));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("A cell failed", "deliberate").doesNotContain("old");
        assertThat(outcome.err()).contains("The notebook failed. As far as it came: ");
        assertThat(place.resolve("00-start-here.ipynb")).content().contains("deliberate");
        assertThat(place.resolve("result.json")).doesNotExist();
    }

    @Test
    void aNotebookWithoutResultIsAnError() throws Exception {
        Outcome outcome = clone.outcome(command("\"1 + 1\""));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("ended without writing");
    }

    @Test
    void aSecondOneBesideItIsRefusedAndDoesNoHarm() throws Exception {
        Path out = folder.resolve("out");
        Process first =
                command(
                                WRITES_A_RESULT.replaceFirst(
                                        "\"", java.util.regex.Matcher.quoteReplacement(WAITS)))
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            for (int i = 0; i < 1000 && !Files.exists(place.resolve("notebook.log")); i++) {
                Thread.sleep(50);
            }
            Outcome second = clone.outcome(command("\"1 + 1\""));
            assertThat(second.err())
                    .startsWith("workbench: Another ./workbench is at work in " + place)
                    .contains("WORKBENCH_RUNS")
                    .hasLineCount(1);
            assertThat(second.code()).isEqualTo(1);
            Files.createFile(place.resolve("go"));
            assertThat(first.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
            assertThat(first.exitValue()).as(Files.readString(out)).isZero();
            assertThat(out).content().contains("Executed notebook: ");
        } finally {
            first.destroy();
        }
    }

    @Test
    void needsNoNetwork() throws Exception {
        assumeThat(NoNetwork.isPossible())
                .as("this system forbids to start a process without a network (unshare -rn)")
                .isTrue();
        ProcessBuilder builder = command(WRITES_A_RESULT);
        builder.command(NoNetwork.around(builder.command()));
        Outcome outcome = clone.outcome(builder);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    }
}
