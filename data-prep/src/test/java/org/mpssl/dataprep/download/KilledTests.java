package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.catalogue.Published.SourceFile;

/** A process that is killed at any moment, and begun again. */
class KilledTests {

    private static final int KILLS = 10;
    private static final Version V1 = Version.packed(4 << 20, 1);

    @TempDir private Path folder;
    private final Random random = new Random(3);

    /** Fetches as another process: address, folder, length and checksum. */
    static final class Fetch {

        private Fetch() {}

        /** Fetches. */
        public static void main(String[] arguments) {
            new Download(Settings.usual())
                    .fetch(
                            new SourceFile(
                                    "a.tgz",
                                    Long.parseLong(arguments[2]),
                                    arguments[3],
                                    List.of(URI.create(arguments[0])),
                                    ""),
                            Path.of(arguments[1]),
                            (bytes, total, speed) -> {});
        }
    }

    private Process begin(URI url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Fetch.class.getName(),
                        url.toString(),
                        folder.toString(),
                        Integer.toString(V1.size()),
                        V1.sha256())
                .inheritIO()
                .start();
    }

    /** Kills it at any time, or, every other time, when it has added something to the part. */
    private void kill(Process process, boolean within) throws Exception {
        Path part = folder.resolve("a.tgz.part");
        long before = size(part);
        while (within && process.isAlive() && size(part) <= before) {
            Thread.sleep(1);
        }
        process.waitFor(random.nextInt(within ? 100 : 700), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Test
    void aProcessThatIsKilledTenTimesEndsWithTheSameBytes() throws Exception {
        Path file = folder.resolve("a.tgz");
        try (ScriptedServer server = new ScriptedServer()) {
            // About 2.5 MB a second, so that a kill finds it somewhere on its way.
            URI url = server.at("/a", V1.slow(3));
            for (int i = 0; i < KILLS && !Files.exists(file); i++) {
                kill(begin(url), i % 2 == 0);
            }
            Process last = begin(url);

            assertThat(last.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue()).isZero();
            assertThat(Files.readAllBytes(file)).isEqualTo(V1.content());
            assertThat(server.ranges()).filteredOn(r -> !r.equals("all")).hasSizeGreaterThan(2);
        }
    }
}
