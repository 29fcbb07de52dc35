package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory the first notebook's kernel needs, as the launcher starts it. */
@Tag("system")
class KernelMemoryTests {

    /** 1.2 GB, in the kB of 1024 bytes in which the system counts. */
    private static final long MOST_KB = 1_200_000_000 / 1024;

    @TempDir private Path folder;

    @Test
    void theFirstNotebookInQuickModeNeedsAtMost1200Megabytes() throws Exception {
        assumeThat(Path.of("/proc/self/status")).as("only Linux tells it there").exists();
        Path out = folder.resolve("out");
        Process run =
                new RealClone(folder)
                        .command(Map.of(), "run", "--quick")
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        long peak = 0;
        try {
            run.getOutputStream().close();
            while (!run.waitFor(200, TimeUnit.MILLISECONDS)) {
                peak =
                        Math.max(
                                peak,
                                run.descendants()
                                        .mapToLong(KernelMemoryTests::peak)
                                        .max()
                                        .orElse(0));
            }
        } finally {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
            run.destroyForcibly();
        }
        assertThat(run.exitValue()).as(Files.readString(out)).isZero();
        System.out.printf("resident memory of the kernel: at most %d kB%n", peak);
        assertThat(peak).isBetween(100_000L, MOST_KB);
    }

    /** The most that the process has held so far, in kB; nothing if it is not a kernel, or gone. */
    private static long peak(ProcessHandle process) {
        Path about = Path.of("/proc", "" + process.pid());
        try {
            if (!Files.readString(about.resolve("cmdline")).contains("ijava.IJava")) {
                return 0;
            }
            return Files.readAllLines(about.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
