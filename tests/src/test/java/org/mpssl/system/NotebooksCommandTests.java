package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.mpssl.system.RealClone.Outcome;

/** {@code ./workbench notebooks} with the real kernel and notebooks of one cell. */
@Tag("system")
class NotebooksCommandTests {

    private static final String NOTEBOOK =
            """
            {"cells":[{"cell_type":"code","execution_count":null,"id":"only","metadata":{},"outputs":[],"source":%s}],
             "metadata":{"kernelspec":{"display_name":"Java (MP-SSL)","language":"java","name":"mpssl-java"}},
             "nbformat":4,"nbformat_minor":5}
            """;

    /** Shows what must stay and what must not: a number, seconds, a progress line, a folder. */
    private static final String SHOWS =
            """
            ProgressLine line = ProgressLine.start("work", 1);
            line.step(1, "");
            line.finish();
            Table.of("n", "seconds").row(42, System.nanoTime() % 1000).show();
            System.out.println("loss 0.25 in " + Session.runs());
            """;

    /** Leaves its process's number, and ends when there are as many as are named. */
    private static final String MEETS =
            """
            Path all = Session.runs().getParent().resolve("met");
            Files.createDirectories(all);
            Files.createFile(all.resolve("" + ProcessHandle.current().pid()));
            while (all.toFile().list().length < %d) Thread.sleep(50);
            """;

    @TempDir private Path folder;
    private RealClone clone;

    @BeforeEach
    void useClone() {
        clone = new RealClone(folder);
    }

    private Path notebook(String name, String source) throws IOException {
        String json = JsonMapper.builder().build().writeValueAsString(source);
        return Files.writeString(folder.resolve(name), NOTEBOOK.formatted(json));
    }

    private Outcome notebooks(String... options) throws IOException, InterruptedException {
        String[] words = new String[options.length + 1];
        words[0] = "notebooks";
        System.arraycopy(options, 0, words, 1, options.length);
        return clone.workbench(words);
    }

    @Test
    void whatIsWrittenIsFoundAgainAndWhatDiffersIsNamed() throws Exception {
        Path file = notebook("shows.ipynb", SHOWS);
        Outcome before = notebooks("--check", "--quick", "" + file);
        assertThat(before.out()).containsPattern("shows: not written, \\d+ s");
        assertThat(before.code()).isEqualTo(1);

        Outcome write = notebooks("--write", "" + file);
        assertThat(write.code()).as(write.out() + write.err()).isZero();
        assertThat(write.out()).containsPattern("^shows: written, \\d+ s\\R$");
        String written = Files.readString(file);
        assertThat(written)
                .contains("loss 0.25 in runs\\n", "step 1 of 1  done\"", "\"executed_sources\"")
                .doesNotContain("" + folder)
                .startsWith("{\n \"cells\": [\n")
                .endsWith("}\n");

        Outcome check = notebooks("--check", "" + file);
        assertThat(check.out()).containsPattern("shows: as stored, \\d+ s");
        assertThat(check.code()).isZero();

        Files.writeString(file, written.replace("0.25 in runs", "0.26 in runs"));
        Outcome differs = notebooks("--check", "" + file);
        assertThat(differs.out())
                .containsPattern("shows: differs, \\d+ s")
                .contains(
                        "    cell only, output 3: expected \"loss 0.26 in runs\", found \"loss 0.25"
                                + " in runs\"");
        assertThat(differs.code()).isEqualTo(1);
        assertThat(notebooks("--check", "--tolerance=0.02", "" + file).code()).isZero();
        assertThat(file).content().contains("loss 0.26");

        Files.writeString(file, written.replace("row(42", "row(43"));
        Outcome changed = notebooks("--check", "--quick", "" + file);
        assertThat(changed.out()).contains("its stored outputs are not those of its cells");
        assertThat(changed.code()).isEqualTo(1);
    }

    @Test
    void aCellThatFailsIsShownAndNothingIsWritten() throws Exception {
        Path file = notebook("fails.ipynb", "throw new IllegalStateException(\"deliberate\");");
        byte[] before = Files.readAllBytes(file);
        Outcome outcome = notebooks("--write", "" + file);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("fails: failed", "A cell failed:", "deliberate", "as far as it came: ");
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void whatIsNoNotebookDoesNotStopTheOthers() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.ipynb"), "{");
        Path other = notebook("other.ipynb", "System.out.println(1);");

        Outcome outcome = notebooks("--check", "--quick", "" + broken, "" + other);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .containsPattern("broken: failed, \\d+ s\\R +.*broken.ipynb is no notebook")
                .containsPattern("other: not written, \\d+ s")
                .contains("2 of 2 notebooks are not well.");
        assertThat(outcome.err()).doesNotContain("Exception");
    }

    @Test
    void twoAtATimeRunBesideEachOther() throws Exception {
        Path one = notebook("one.ipynb", MEETS.formatted(2));
        Path two = notebook("two.ipynb", MEETS.formatted(2));
        Outcome outcome = notebooks("--write", "--jobs=2", "" + one, "" + two);
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("one: written", "two: written", "All 2 notebooks");
    }

    @Test
    void interruptedItEndsAllKernelsAndBeginsNoOther() throws Exception {
        Path out = folder.resolve("out");
        List<String> files =
                List.of(
                        "" + notebook("one.ipynb", MEETS.formatted(9)),
                        "" + notebook("two.ipynb", MEETS.formatted(9)),
                        "" + notebook("three.ipynb", MEETS.formatted(9)));
        ProcessBuilder builder =
                clone.command(Map.of(), "notebooks", "--check", "--quick", "--jobs=2");
        builder.command().addAll(files);
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            Path met = clone.runs().resolve("notebooks/met");
            for (int i = 0; i < 2400 && started(met).size() < 2; i++) {
                Thread.sleep(50);
            }
            List<String> pids = started(met);
            assertThat(pids).as(Files.readString(out)).hasSize(2);
            new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            Thread.sleep(2000);
            assertThat(started(met)).isEqualTo(pids);
            assertThat(pids).noneMatch(pid -> ProcessHandle.of(Long.parseLong(pid)).isPresent());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> started(Path met) {
        String[] names = met.toFile().list();
        return names == null ? List.of() : List.of(names);
    }
}
