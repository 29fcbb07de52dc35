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

/** The set-up where a bundle was unpacked: everything comes from it, or it is said why not. */
@Tag("system")
class BundledTests {
    private static final String HERE =
            System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch").replace("amd64", "x86_64");

    @TempDir private Path folder;
    private StubClone clone;

    @BeforeEach
    void unpack() throws IOException {
        clone = new StubClone(folder);
        bundle("platform " + HERE + "\npython 3.11\ngpu 0\n");
        clone.change(
                "python3",
                "case $* in *'pip install'*) echo \"pip $* config=$PIP_CONFIG_FILE\" >> '"
                        + asked()
                        + "' ;; esac");
    }

    /** What pip and Maven were asked, word for word. */
    private Path asked() {
        return folder.resolve("asked");
    }

    private void bundle(String madeFor) throws IOException {
        Files.createDirectories(clone.path("offline/wheels"));
        Files.writeString(clone.path("offline/made-for"), madeFor);
    }

    private void refused(Outcome outcome, String... words) {
        assertThat(outcome.output()).contains(words);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.path(".workbench")).doesNotExist();
    }

    @Test
    void packagesAndLibrariesComeFromItWhateverPipIsToldElsewhere() throws Exception {
        Outcome outcome = clone.workbench(Map.of("PIP_INDEX_URL", "http://mirror"), "list");
        assertThat(outcome.code()).as(outcome.output()).isZero();
        String offline = clone.path("offline").toRealPath().toString();
        assertThat(Files.readString(asked()) + clone.calls())
                .contains(
                        "--isolated --no-index --find-links " + offline + "/wheels",
                        "--require-hashes",
                        "config=/dev/null",
                        "mvn -B -Dmaven.repo.local=" + offline + "/repository -o ");
        assertThat(clone.workbench("doctor").output())
                .contains("Bundle   offline/, for " + HERE + " and Python 3.11");
    }

    @Test
    void mavenIsNotSentToTheNetworkForWhatItLacks() throws Exception {
        clone.change(
                "mvn",
                "[ \"$1\" = -v ] || { echo maven >> '"
                        + asked()
                        + "'; echo '[ERROR] offline mode'; exit 1; }");
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output())
                .contains("needs something that the bundle did not bring", "pom.xml", "offline/");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(asked()).content().containsOnlyOnce("maven\n");
    }

    @Test
    void aPackageThatIsNotInItIsNoMatterOfTheNetwork() throws Exception {
        clone.change(
                "python3",
                "case $* in *'pip install'*)"
                        + " echo 'ERROR: No matching distribution found for jupyterlab'; exit 1 ;; esac");
        Outcome outcome = clone.workbench("list");
        assertThat(outcome.output())
                .contains("needs something that the bundle did not bring", "requirements.txt");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void oneForAnotherPlatformIsRefused() throws Exception {
        bundle("platform Plan9 mips\npython 3.11\ngpu 0\n");
        refused(
                clone.workbench("list"),
                "this bundle is for Plan9 mips, and this machine is " + HERE,
                "remove offline/");
        refused(clone.workbench("doctor"), "this bundle is for Plan9 mips");
    }

    @Test
    void oneForAnotherPythonIsRefused() throws Exception {
        clone.change(
                "python3", "case $* in *argv*) exit 1 ;; -V) echo Python 3.12.1; exit ;; esac");
        refused(
                clone.workbench("list"),
                "Python 3.12.1 found",
                "Python 3.11 with venv, for which the packages in offline/ are, is needed",
                "apt install python3.11 python3.11-venv");
    }

    @Test
    void oneWithoutLibrariesForAGpuIsRefusedForOne() throws Exception {
        refused(
                clone.workbench(Map.of("WORKBENCH_GPU", "build"), "list"),
                "this bundle has no libraries for a GPU");
        bundle("platform " + HERE + "\npython 3.11\ngpu 1\n");
        assertThat(clone.workbench(Map.of("WORKBENCH_GPU", "build"), "list").code()).isZero();
        assertThat(clone.calls()).contains("-Pgpu");
    }

    @Test
    void oneThatWasNotUnpackedToTheEndIsRefused() throws Exception {
        Files.delete(clone.path("offline/made-for"));
        refused(clone.workbench("list"), "offline/ is not complete");
    }

    @Test
    void cleanLeavesItAndWithoutItTheNetworkIsAsked() throws Exception {
        clone.workbench("list");
        assertThat(clone.workbench("clean").code()).isZero();
        assertThat(clone.path("offline/made-for")).exists();
        clone.calls();
        Files.delete(clone.path("offline/made-for"));
        Files.delete(clone.path("offline/wheels"));
        Files.delete(clone.path("offline"));
        assertThat(clone.workbench("list").code()).isZero();
        assertThat(clone.calls()).doesNotContain("--no-index", "maven.repo.local");
    }
}
