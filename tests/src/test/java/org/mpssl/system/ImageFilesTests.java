package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that images are made from, as text: they are compared with the clone, not built. */
@Tag("system")
class ImageFilesTests {
    private static final Path BINDER = RealClone.ROOT.resolve("binder");
    private static final String IN_THE_IMAGE = "/home/jovyan/workbench/";

    @TempDir private Path folder;

    /** A line of a Dockerfile: what is done, and the rest. */
    private record Instruction(String name, String rest) {}

    /** The instructions, without comments, each on one line. */
    private static List<Instruction> dockerfile() throws IOException {
        String text =
                Files.readString(BINDER.resolve("gpu/Dockerfile"))
                        .replaceAll("(?m)^#.*\\R", "")
                        .replaceAll(" *\\\\\\R *", " ");
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.split(" +", 2))
                .map(words -> new Instruction(words[0], words[1]))
                .toList();
    }

    private static List<String> all(String name) throws IOException {
        return dockerfile().stream()
                .filter(instruction -> instruction.name.equals(name))
                .map(Instruction::rest)
                .toList();
    }

    private static String last(String name) throws IOException {
        List<String> rests = all(name);
        return rests.get(rests.size() - 1);
    }

    private static boolean isIgnored(String path) throws IOException {
        for (String line : Files.readAllLines(RealClone.ROOT.resolve(".dockerignore"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String pattern = "glob:{" + line + "," + line + "/**}";
                if (FileSystems.getDefault().getPathMatcher(pattern).matches(Path.of(path))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void theDockerfileIsMadeOfKnownInstructionsAndPinnedImages() throws Exception {
        assertThat(dockerfile())
                .extracting(Instruction::name)
                .isSubsetOf(
                        "FROM",
                        "RUN",
                        "COPY",
                        "ENV",
                        "USER",
                        "WORKDIR",
                        "EXPOSE",
                        "HEALTHCHECK",
                        "ENTRYPOINT",
                        "CMD");
        assertThat(dockerfile().get(0).name()).isEqualTo("FROM");
        assertThat(all("FROM"))
                .allMatch(image -> image.matches("[a-z/]+:\\d+\\.\\d+\\.\\d+-\\S+( AS \\w+)?"));
        assertThat(last("FROM")).as("the CUDA of the engine's build").contains("cuda:12.1.");
        assertThat(Files.readString(RealClone.ROOT.resolve("pom.xml"))).contains("native-cu121<");
        assertThat(last("USER")).isEqualTo("jovyan");
        assertThat(last("WORKDIR") + "/").isEqualTo(IN_THE_IMAGE);
    }

    @Test
    void whatTheDockerfileCopiesIsThere() throws Exception {
        for (String copy : all("COPY")) {
            List<String> words = Arrays.asList(copy.split(" "));
            if (words.stream().anyMatch(word -> word.startsWith("--from="))) {
                String stage = words.get(0).replace("--from=", "");
                assertThat(all("FROM")).anyMatch(image -> image.endsWith(" AS " + stage));
            } else {
                assertThat(words).contains("--chown=jovyan:jovyan");
                assertThat(RealClone.ROOT.resolve(words.get(words.size() - 2))).exists();
            }
        }
    }

    @Test
    void theImageGetsTheSourcesAndNothingThatAMachineMade() throws Exception {
        for (String needed :
                List.of(
                        "workbench",
                        "pom.xml",
                        "mpssl-lib/src/main/jupyter/requirements.txt",
                        "binder/gpu/entrypoint",
                        "notebooks/00-start-here.ipynb",
                        ".mvn/jvm.config")) {
            assertThat(RealClone.ROOT.resolve(needed)).exists();
            assertThat(isIgnored(needed)).as(needed).isFalse();
        }
        for (String made :
                List.of(
                        ".workbench/venv/bin/python",
                        ".git/HEAD",
                        "runs/a/result.json",
                        "mpssl-lib/target/a.jar",
                        "offline/wheels/a.whl",
                        "weights/a.pth",
                        "a.tar.gz")) {
            assertThat(isIgnored(made)).as(made).isTrue();
        }
    }

    @Test
    void itsCommandsAreShellAndInstallNothingTwiceOrForEver() throws Exception {
        for (String run : all("RUN")) {
            Process shell = new ProcessBuilder("sh", "-n", "-c", run).start();
            assertThat(shell.waitFor()).as(run).isZero();
            if (run.contains("apt-get install")) {
                assertThat(run)
                        .contains("apt-get update &&", "install -y --no-install-recommends")
                        .contains("rm -rf /var/lib/apt/lists/*");
            }
            assertThat(run).doesNotContain("sudo ", "curl ", "wget ");
        }
        assertThat(all("RUN"))
                .anyMatch(run -> run.contains("WORKBENCH_GPU=build ./workbench help"));
    }

    @Test
    void whatItStartsIsThereAndUnderstood() throws Exception {
        String entry = last("ENTRYPOINT").replaceAll("[\\[\\]\"]", "");
        assertThat(entry).startsWith(IN_THE_IMAGE);
        Path script = RealClone.ROOT.resolve(entry.substring(IN_THE_IMAGE.length()));
        assertThat(script).isExecutable();
        assertThat(last("HEALTHCHECK")).contains(IN_THE_IMAGE + ".workbench/venv/bin/python");
        String[] options = last("CMD").replaceAll("[\\[\\]\",]", "").split(" ");
        StubClone clone = new StubClone(folder);
        clone.change("python3", "case $* in *jupyterlab*) echo \"lab: $*\"; exit ;; esac");
        assertThat(clone.workbench(options).output())
                .contains(
                        "--ServerApp.ip=0.0.0.0",
                        "--ServerApp.port=" + last("EXPOSE"),
                        "--no-browser")
                .doesNotContain("token");
    }

    /** The launcher is one that says how it was started. */
    @ParameterizedTest
    @CsvSource({"true,,GPU=1", "false,,GPU=build", "false,0,GPU=0", "false,1,GPU=1"})
    void theImageUsesAGpuIfItWasGivenOne(boolean driver, String wish, String expected)
            throws Exception {
        Path script = folder.resolve("clone/binder/gpu/entrypoint");
        Files.createDirectories(script.getParent());
        Files.copy(BINDER.resolve("gpu/entrypoint"), script);
        Path launcher = folder.resolve("clone/workbench");
        Files.writeString(launcher, "#!/bin/sh\necho GPU=$WORKBENCH_GPU \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        Path proc = Files.createDirectories(folder.resolve("proc"));
        if (driver) {
            Files.createDirectories(proc.resolve("driver/nvidia/version"));
        }
        ScratchClone clone = ScratchClone.at(folder, folder.resolve("home"));
        Map<String, String> settings =
                wish == null
                        ? Map.of("WORKBENCH_PROC", "" + proc)
                        : Map.of("WORKBENCH_PROC", "" + proc, "WORKBENCH_GPU", wish);
        String output =
                clone.execute(settings, List.of("sh", "" + script, "run", "--quick")).output();
        assertThat(output).endsWith(expected + " run --quick\n");
        assertThat(output.contains("No GPU here: the CPU is used"))
                .isEqualTo(!driver && wish == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postBuild", "start"})
    void binderScriptsStopAtTheFirstError(String name) throws Exception {
        Path script = BINDER.resolve(name);
        assertThat(script).isExecutable();
        assertThat(script)
                .content()
                .startsWith("#!/usr/bin/env bash\n")
                .contains("\nset -euo pipefail\n");
        assertThat(new ProcessBuilder("bash", "-n", "" + script).start().waitFor()).isZero();
    }

    @Test
    void startBecomesTheServer() throws Exception {
        assertThat(BINDER.resolve("start")).content().endsWith("\nexec \"$@\"\n");
    }

    @Test
    void versionsOfPackagesStandInTheLockAlone() throws Exception {
        assertThat(Files.readAllLines(BINDER.resolve("apt.txt")))
                .allMatch(Pattern.compile("[a-z0-9.+-]+").asMatchPredicate())
                .contains("openjdk-17-jdk-headless", "maven", "fontconfig");
        String environment = Files.readString(BINDER.resolve("environment.yml"));
        assertThat(environment.substring(environment.indexOf("dependencies:")).strip())
                .matches("dependencies:\\R  - python=3\\.\\d+");
        assertThat(BINDER.resolve("Dockerfile"))
                .as("would make Binder pass the rest over")
                .doesNotExist();
    }
}
