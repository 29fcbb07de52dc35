package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.system.StubClone.Outcome;

/** What the launcher says of a machine that lacks something. */
@Tag("system")
class MachineTests {
    @TempDir private Path folder;
    private StubClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new StubClone(folder);
    }

    /** The command fails with these words before anything was set up. */
    private void refused(String... words) throws IOException, InterruptedException {
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains(words);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench")).doesNotExist();
    }

    @Test
    void noJdk() throws Exception {
        clone.remove("java");
        refused(
                "No Java found",
                "JDK (not a JRE), version 17",
                "apt install openjdk-17-jdk-headless",
                "dnf",
                "brew");
    }

    @Test
    void aJavaHomeWithoutJava() throws Exception {
        Outcome outcome = clone.workbench(Map.of("JAVA_HOME", "/nowhere"), "list");
        assertThat(outcome.output()).contains("JAVA_HOME is /nowhere, where there is no bin/java");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void aJreIsNotEnough() throws Exception {
        clone.change("java", "[ \"$1\" != --list-modules ] || { echo java.base@17; exit 0; }");
        refused(
                "Only a Java runtime found",
                "without compiler and JShell",
                "apt install openjdk-17-jdk-headless");
    }

    @Test
    void anOldJdk() throws Exception {
        clone.change("java", "echo '    java.specification.version = 11'; exit 0");
        refused("Java 11 found", "version 17");
    }

    @Test
    void noMaven() throws Exception {
        clone.remove("mvn");
        refused("No Maven found", "apt install maven", "dnf install maven", "brew install maven");
    }

    @Test
    void anOldMaven() throws Exception {
        clone.change("mvn", "echo 'Apache Maven 3.6.3'; exit 0");
        refused("Maven 3.6.3 found", "Maven 3.8 or newer is needed");
    }

    @Test
    void noPython() throws Exception {
        clone.remove("python3");
        refused("No Python found", "Python 3.10 or newer", "apt install python3 python3-venv");
    }

    @Test
    void anOldPython() throws Exception {
        clone.change("python3", "[ \"$1\" = -V ] && echo Python 3.9.2; exit 1");
        refused("Python 3.9.2 found", "Python 3.10 or newer");
    }

    @Test
    void aPythonWithoutVenv() throws Exception {
        clone.change("python3", "case $* in *ensurepip*) exit 1 ;; -V) echo Python 3.11.2 ;; esac");
        refused(
                "Python 3.11.2 found",
                "without its venv module",
                "apt install python3 python3-venv");
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() throws Exception {
        clone.remove("java");
        clone.remove("mvn");
        clone.remove("python3");
        refused("No Java found", "No Maven found", "No Python found");
    }

    @Test
    void doctorSaysTheSame() throws Exception {
        clone.remove("java");
        clone.remove("python3");
        Outcome outcome = clone.workbench("doctor");
        assertThat(outcome.output()).contains("No Java found", "No Python found");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void doctorDoesNotPromiseAGpuBeforeTheSetUp() throws Exception {
        Outcome outcome = clone.workbench("doctor", "--gpu");
        assertThat(outcome.output()).contains("Set-up   not done", "shows after the set-up");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.workbench("doctor").code()).isZero();
    }

    @Test
    void aGpuWithoutDriverIsRefusedBeforeAnyDownload() throws Exception {
        Outcome outcome =
                clone.workbench(Map.of("WORKBENCH_GPU", "1", "WORKBENCH_PROC", "/nowhere"), "list");
        assertThat(outcome.output()).contains("the NVIDIA driver is not loaded");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench")).doesNotExist();
    }

    @Test
    void aGpuWithoutTheCudaRuntimeIsRefusedBeforeAnyDownload() throws Exception {
        assumeThat(Path.of("/proc/driver/nvidia"))
                .as("a machine with a card may have libcudart too")
                .doesNotExist();
        Path proc = folder.resolve("proc");
        Files.createDirectories(proc.resolve("driver/nvidia/version"));
        Map<String, String> gpu = Map.of("WORKBENCH_GPU", "1", "WORKBENCH_PROC", "" + proc);
        Outcome outcome = clone.workbench(gpu, "list");
        assertThat(outcome.output()).contains("libcudart.so, 12.1 or newer", "LD_LIBRARY_PATH");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench")).doesNotExist();

        Path cuda = Files.createDirectories(folder.resolve("cuda"));
        Files.createFile(cuda.resolve("libcudart.so.12"));
        Map<String, String> found = new HashMap<>(gpu);
        found.put("LD_LIBRARY_PATH", "/nowhere:" + cuda);
        assertThat(clone.workbench(found, "list").code()).isZero();
        assertThat(clone.calls()).contains("-Pgpu");
    }

    /** As an image is built: on a machine without a GPU, for one that has it. */
    @Test
    void aGpuThatComesLaterIsSetUpForWithoutOneAndFoundThen() throws Exception {
        assertThat(
                        clone.workbench(
                                        Map.of(
                                                "WORKBENCH_GPU", "build",
                                                "WORKBENCH_PROC", "/nowhere"),
                                        "list")
                                .code())
                .isZero();
        assertThat(clone.calls()).contains("-Pgpu", "Workbench unpack-natives --cuda");

        Path proc = folder.resolve("proc");
        Files.createDirectories(proc.resolve("driver/nvidia/version"));
        Path cuda = Files.createDirectories(folder.resolve("cuda"));
        Files.createFile(cuda.resolve("libcudart.so.12"));
        Outcome later =
                clone.workbench(
                        Map.of(
                                "WORKBENCH_GPU", "1",
                                "WORKBENCH_PROC", "" + proc,
                                "LD_LIBRARY_PATH", "" + cuda),
                        "list");
        assertThat(later.code()).as(later.output()).isZero();
        assertThat(clone.calls()).doesNotContain("mvn", "unpack-natives").contains("list");
    }
}
