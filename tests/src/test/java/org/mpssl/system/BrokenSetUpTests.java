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

/** The set-up when it fails, is cut short, or is started twice. */
@Tag("system")
class BrokenSetUpTests {
    @TempDir private Path folder;
    private StubClone clone;

    @BeforeEach
    void makeClone() throws IOException {
        clone = new StubClone(folder);
    }

    @Test
    void noNetworkForPip() throws Exception {
        String offline =
                """
                case $* in *'pip install'*)
                    echo "WARNING: Retrying after connection broken by 'NewConnectionError: name resolution'"
                    echo "ERROR: Could not find a version that satisfies jupyterlab (from versions: none)"
                    exit 1 ;;
                esac""";
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
                "case $* in *unpack-natives*) echo 'UnsatisfiedLinkError: libgomp'; exit 1 ;; esac";
        clone.change("java", broken);
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains("PyTorch does not start", "UnsatisfiedLinkError");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench/natives")).doesNotExist();

        clone.restore("java", broken);
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).contains("unpack-natives");
    }

    @Test
    void twoLaunchesAtOnceSetUpOnce() throws Exception {
        clone.change("mvn", "[ \"$1\" = -v ] || sleep 2");
        Process one = clone.start(Map.of(), "list");
        Process other = clone.start(Map.of(), "list");
        Outcome first = StubClone.outcome(one);
        Outcome second = StubClone.outcome(other);
        assertThat(first.code()).as(first.output()).isZero();
        assertThat(second.code()).as(second.output()).isZero();
        assertThat(first.output() + second.output())
                .containsOnlyOnce("set-up: waiting for another ./workbench in this clone");
        assertThat(clone.calls()).containsOnlyOnce("python -m venv").containsOnlyOnce("mvn -B -o");
    }

    @Test
    void aSetUpThatWasCutIsDoneAgainWhenItsLastProcessIsGone() throws Exception {
        Path begun = folder.resolve("begun");
        String slow = "case $* in *'pip install'*) touch '" + begun + "'; sleep 3 ;; esac";
        clone.change("python3", slow);
        Process cut = clone.start(Map.of(), "list");
        for (int i = 0; i < 200 && !Files.exists(begun); i++) {
            Thread.sleep(50);
        }
        cut.destroy();
        assertThat(cut.waitFor()).isNotZero();
        assertThat(clone.path(".workbench/stamps/venv")).doesNotExist();

        clone.restore("python3", slow);
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("waiting for another", "Python environment");
    }

    @Test
    void aWrongChecksumIsNotTakenForAMissingNetwork() throws Exception {
        clone.change(
                "python3",
                """
                case $* in *'pip install'*)
                    echo "WARNING: Retrying after connection broken by 'ReadTimeoutError: Read timed out.'"
                    echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
                    exit 1 ;;
                esac""");
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output())
                .contains("a downloaded file has a wrong checksum", "venv.log")
                .doesNotContain("no network");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench/stamps/venv")).doesNotExist();
    }

    @Test
    void aFullDiskIsNotTakenForAMissingNetwork() throws Exception {
        clone.change(
                "mvn",
                """
                [ "$1" = -v ] || {
                    echo "[INFO] I/O exception caught when processing request: Connection timed out"
                    echo "[ERROR] Failed to execute goal: No space left on device"
                    exit 1
                }""");
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output()).contains("the disk is full").doesNotContain("no network");
        assertThat(outcome.code()).isEqualTo(1);
    }
}
