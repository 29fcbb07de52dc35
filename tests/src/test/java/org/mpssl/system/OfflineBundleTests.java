package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.study.Comparison;

/** {@code ./workbench bundle}, and the classroom where its archive is unpacked. */
@Tag("system")
class OfflineBundleTests {

    @TempDir private Path folder;

    @Test
    void setsUpAndDoesTheMainJobWithoutANetwork() throws Exception {
        assumeThat(NoNetwork.isPossible())
                .as("this system forbids to start a process without a network (unshare -rn)")
                .isTrue();
        Path archive = folder.resolve("workbench.tar.gz");
        long started = System.nanoTime();
        RealClone.Outcome made =
                new RealClone(folder)
                        .workbench("bundle", "--without-solutions", "--out", "" + archive);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains(archive + ": ", " MB, for ", "It needs no network");
        say("made, %d MB".formatted(Files.size(archive) / 1_000_000), started);

        Path room = Files.createDirectories(folder.resolve("a class room"));
        ScratchClone unpacked = ScratchClone.at(room, folder.resolve("home"));
        List<String> unpack =
                List.of("tar", "-xzf", "" + archive, "-C", "" + room, "--strip-components=1");
        assertThat(unpacked.execute(Map.of(), unpack).code()).isZero();
        Files.delete(archive);
        assertThat(unpacked.path("notebooks/exercises/solutions")).doesNotExist();
        assertThat(unpacked.path("notebooks/00-start-here.ipynb")).exists();
        assertThat(unpacked.path(".workbench")).doesNotExist();

        // Java takes the home from the system, not from HOME.
        Map<String, String> newcomer =
                Map.of(
                        "MAVEN_OPTS", "-Duser.home=" + folder.resolve("home"),
                        "PIP_CACHE_DIR", "" + folder.resolve("home/pip"),
                        "PIP_FIND_LINKS", "/nowhere");
        started = System.nanoTime();
        ScratchClone.Outcome run =
                unpacked.execute(
                        newcomer, NoNetwork.around(List.of("./workbench", "run", "--quick")));
        say("set up and run there", started);
        assertThat(run.code()).as(run.output()).isZero();
        for (String method : Comparison.METHODS) {
            assertThat(run.output()).containsPattern("(?m)^" + method + " ");
        }
        try (Stream<String> jars = Files.lines(unpacked.path(".workbench/classpath"))) {
            assertThat(jars).allMatch(jar -> jar.startsWith("" + unpacked.path("offline")));
        }
        assertThat(folder.resolve("home/.m2/repository")).doesNotExist();
    }

    private static void say(String what, long started) {
        System.out.printf(
                "bundle: %s: %d s%n", what, (System.nanoTime() - started) / 1_000_000_000);
    }
}
