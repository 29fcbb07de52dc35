package org.mpssl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long training in a process of its own: neither memory nor the number of arrays may grow. */
@Tag("soak")
class MemoryTests {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final Map<String, String> AS_THE_LAUNCHER_SETS_THEM =
            Map.of(
                    "MALLOC_ARENA_MAX", "2",
                    "MALLOC_MMAP_THRESHOLD_", "1073741824",
                    "MALLOC_TRIM_THRESHOLD_", "2147483648");

    @TempDir Path folder;

    /** The heap is of one size and touched at the start, so that growth is the engine's. */
    @Test
    void aThousandStepsOfMpSslNeedNoMoreMemoryThanTwoHundred()
            throws IOException, InterruptedException {
        assumeThat(STATUS).as("only Linux tells the resident memory there").exists();
        int steps = Integer.getInteger("memory.steps", 1000);
        Path log = folder.resolve("memory.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        for (String name : List.of("ai.djl.offline", "ai.djl.pytorch.num_threads", "user.home")) {
            command.add("-D" + name + "=" + System.getProperty(name));
        }
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        MemoryProbe.class.getName(),
                        Integer.toString(steps)));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(AS_THE_LAUNCHER_SETS_THEM);
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(1, TimeUnit.HOURS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();

        List<long[]> rows = lines.stream().map(MemoryTests::numbers).toList();
        long[] start = rows.stream().filter(row -> row[0] == 200).findFirst().orElseThrow();
        long[] end = rows.get(rows.size() - 1);
        System.out.printf(
                "resident memory %d kB at step %d, %d kB at step %d; %d arrays%n",
                start[1], start[0], end[1], end[0], end[2]);
        assertThat(end[0]).isEqualTo(steps);
        assertThat(rows).allMatch(row -> row[2] == start[2]);
        assertThat(end[1] - start[1])
                .as("growth in kB; step, kB, arrays: " + lines)
                .isLessThan(5_000);
    }

    private static long[] numbers(String line) {
        return Pattern.compile(" ").splitAsStream(line).mapToLong(Long::parseLong).toArray();
    }
}
