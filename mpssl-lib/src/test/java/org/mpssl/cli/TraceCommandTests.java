package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceCommandTests {

    private static final String TINY =
            """
            {"method": "base", "batchSize": 2, "width": 2, "blocks": [1], "steps": 3,
             "labelsPerClass": 1, "validationPerClass": 1}""";

    @TempDir private Path folder;
    private final StringWriter err = new StringWriter();

    private int trace(String spec, String steps, Path out) throws IOException {
        Path file = Files.writeString(folder.resolve("spec.json"), spec);
        return execute("trace", "--spec", "" + file, "--steps", steps, "--out", "" + out);
    }

    private int execute(String... arguments) {
        return Workbench.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void aTraceSaysWhatItHolds() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Path file = folder.resolve("trace.safetensors");
        int code;
        try {
            code = trace(TINY, "1", file);
        } finally {
            System.setOut(out);
        }

        assertThat(code).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .matches(
                        "1 step of base, [1-9][0-9]+ arrays, 0\\.[0-9] MB\\R.*trace.safetensors\\R");
        assertThat(files()).containsExactlyInAnyOrder("spec.json", "trace.safetensors");
    }

    @ParameterizedTest
    @CsvSource({"0", "4", "-1"})
    void moreStepsThanTheRunHasAreRefused(String steps) throws IOException {
        assertThat(trace(TINY, steps, folder.resolve("trace.safetensors"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("workbench: " + steps + " steps cannot be traced", "allowed are 1 to 3");
        assertThat(files()).containsExactly("spec.json");
    }

    @Test
    void stepsThatAreNoNumberAreNotUnderstood() throws IOException {
        assertThat(trace(TINY, "two", folder.resolve("trace.safetensors"))).isEqualTo(2);
        assertThat(err.toString()).contains("--steps", "two", "./workbench trace --help");
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.safetensors"), "mine");

        assertThat(trace(TINY, "1", file)).isEqualTo(1);
        assertThat(err.toString()).contains(file + " exists already: name another file");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aPlaceThatCannotBeIsRefused() throws IOException {
        assertThat(trace(TINY, "1", folder)).isEqualTo(1);
        assertThat(err.toString()).contains(folder + " is a folder: name a file in it");

        Path lost = folder.resolve("nowhere/trace.safetensors");
        assertThat(trace(TINY, "1", lost)).isEqualTo(1);
        assertThat(err.toString()).contains("there is no folder for " + lost);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'method': 'magic'} | method is 'magic'",
                "{'method': 'base', 'dataType': 'float16'} | dataType is 'float16'",
                "{'method': 'base', 'batch': 3} | no field 'batch'",
                "[] | must be a JSON object that names a method"
            },
            quoteCharacter = '`')
    void aSpecThatIsNotPossibleIsRefused(String spec, String message) throws IOException {
        String json = spec.replace('\'', '"');
        assertThat(trace(json, "1", folder.resolve("trace.safetensors"))).isEqualTo(1);
        assertThat(err.toString()).contains(message);
        assertThat(files()).containsExactly("spec.json");
    }

    @Test
    void aSpecThatIsNotThereIsNamed() {
        int code = execute("trace", "--spec", "none.json", "--steps", "1", "--out", "x");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("the spec none.json cannot be read");
    }
}
