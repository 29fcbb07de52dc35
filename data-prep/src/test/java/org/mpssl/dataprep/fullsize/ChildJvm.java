package org.mpssl.dataprep.fullsize;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java of its own, with the options of the launcher, whose time and memory are watched. */
final class ChildJvm {

    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    /** Java's own memory, as much as the launcher gives it. */
    static final List<String> USUAL_HEAP = List.of("-Xmx1g");

    private static final List<String> OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:InitialHeapSize=128m",
                    "-XX:MinHeapFreeRatio=20",
                    "-XX:MaxHeapFreeRatio=40",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.awt.headless=true");

    private static final List<String> HANDED_DOWN =
            List.of(
                    "ai.djl.offline",
                    "ai.djl.pytorch.num_threads",
                    "ai.djl.pytorch.num_interop_threads",
                    "user.home",
                    "jna.tmpdir");

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "MALLOC_ARENA_MAX", "2",
                    "MALLOC_MMAP_THRESHOLD_", "1073741824",
                    "MALLOC_TRIM_THRESHOLD_", "2147483648",
                    "OMP_WAIT_POLICY", "PASSIVE");

    private final Process process;
    private final long started = System.nanoTime();
    private final List<Line> lines = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;
    private long peak;
    private Duration cpu = Duration.ZERO;

    /** A line that it printed, and when. */
    record Line(double seconds, String text) {}

    /**
     * What is known when it has ended.
     *
     * @param code its exit code
     * @param lines what it printed
     * @param seconds how long it ran
     * @param cpuSeconds what its threads took together
     * @param peak bytes in memory at most
     */
    record Outcome(int code, List<Line> lines, double seconds, double cpuSeconds, long peak) {

        String printed() {
            return String.join("\n", lines.stream().map(Line::text).toList());
        }

        /** Returns how much time passed between two lines. */
        double seconds(String from, String to) {
            return at(to) - at(from);
        }

        private double at(String start) {
            return lines.stream()
                    .filter(line -> line.text().startsWith(start))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + start + " in " + printed()))
                    .seconds();
        }

        /** Returns the lines of the form {@code name=number}. */
        Map<String, Double> numbers() {
            return lines.stream()
                    .map(line -> line.text().split("=", -1))
                    .filter(parts -> parts.length == 2)
                    .collect(
                            Collectors.toMap(parts -> parts[0], parts -> Double.valueOf(parts[1])));
        }

        long peakMiB() {
            return peak >> 20;
        }
    }

    private ChildJvm(Process process) {
        this.process = process;
        reader = new Thread(this::readLines, "child output");
        reader.start();
    }

    /**
     * Starts it.
     *
     * @param options besides the launcher's, above all {@code -Xmx}
     * @param main the class to run
     * @param arguments of it
     */
    static ChildJvm start(List<String> options, String main, Object... arguments)
            throws IOException {
        Stream<String> handed =
                HANDED_DOWN.stream()
                        .filter(name -> System.getProperty(name) != null)
                        .map(name -> "-D%s=%s".formatted(name, System.getProperty(name)));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(handed.toList());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        return new ChildJvm(builder.start());
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void readLines() {
        try (BufferedReader in = process.inputReader()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(new Line((System.nanoTime() - started) / 1e9, line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end. */
    Outcome await() throws IOException, InterruptedException {
        return await(() -> false);
    }

    /** What ends it at once, by the signal that cannot be caught. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits for its end, or kills it as soon as a condition holds. */
    Outcome await(Condition kill) throws IOException, InterruptedException {
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
                if (kill.holds()) {
                    process.destroyForcibly();
                }
                if (System.nanoTime() - started > LIMIT.toNanos()) {
                    throw new AssertionError("it takes longer than " + LIMIT);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        reader.join();
        return new Outcome(
                process.exitValue(),
                List.copyOf(lines),
                (System.nanoTime() - started) / 1e9,
                cpu.toMillis() / 1e3,
                peak);
    }

    private void look() throws IOException {
        cpu = process.info().totalCpuDuration().orElse(cpu);
        Path status = PROC.resolve("%d/status".formatted(process.pid()));
        try (Stream<String> all = Files.lines(status)) {
            all.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .forEach(bytes -> peak = Math.max(peak, bytes));
        } catch (IOException | UncheckedIOException e) {
            // It ends just now, or this is no Linux.
        }
    }
}
