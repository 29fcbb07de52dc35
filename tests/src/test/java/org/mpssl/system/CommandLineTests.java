package org.mpssl.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.data.ImageSet;
import org.mpssl.data.PreparedDatasetWriter;
import org.mpssl.data.SetUp;
import org.mpssl.study.Plan;
import org.mpssl.study.Start;
import org.mpssl.study.Study;
import org.mpssl.study.paper.PaperStudies;
import org.mpssl.system.RealClone.Outcome;
import org.mpssl.train.RunFolder;

/** Bad input on the command line: one clear message, an exit code, and nothing left behind. */
@Tag("system")
class CommandLineTests {
    @TempDir private Path folder;
    private RealClone clone;

    @BeforeEach
    void useClone() {
        clone = new RealClone(folder);
    }

    /** One message of one line that says all of these words, no stack trace, and no run. */
    private void refused(Outcome outcome, String... words) {
        assertThat(outcome.err()).startsWith("workbench: ").contains(words).hasLineCount(1);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(clone.runs()).doesNotExist();
    }

    /** Not understood: the message, and where to read more. */
    private void notUnderstood(Outcome outcome, String message, String hint) {
        assertThat(outcome.err()).isEqualToNormalizingNewlines(message + "\n" + hint + "\n");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(clone.runs()).doesNotExist();
    }

    private Path spec(String json) throws IOException {
        return Files.writeString(folder.resolve("spec.json"), json);
    }

    static Stream<Arguments> badSpecs() {
        return Stream.of(
                arguments(
                        "{'method':'base','learningrate':1}",
                        List.of("no field 'learningrate'", "learningRate")),
                arguments(
                        "{'method':'base','steps':0,'eta':-1}",
                        List.of("steps is 0; allowed are 1 to 10000000", "eta is -1; allowed")),
                arguments(
                        "{'method':'magic'}",
                        List.of("method is 'magic'", "base-all-labels", "mp-ssl")),
                arguments(
                        "{'method':'base','steps':1.5}",
                        List.of("'steps'", "cannot be 1.5", "a whole number")),
                arguments(
                        "{'method':'base','blocks':[1,null]}",
                        List.of("'blocks'", "a list of whole numbers")),
                arguments(
                        "{'method':'base','init':'foundation','width':8}",
                        List.of("init is 'foundation'", "width 16")),
                arguments(
                        "{'method':'base','labelsPerClass':5000}",
                        List.of("too few images", "available are 1000")),
                arguments("{'method':'base',", List.of("spec.json is not JSON", "line 1")),
                arguments(
                        "{'method':'base','steps':3,'steps':4}",
                        List.of("Duplicate field 'steps'")),
                arguments("[1]", List.of("must be a JSON object that names a method")));
    }

    @ParameterizedTest
    @MethodSource("badSpecs")
    void aSpecThatIsNotPossible(String json, List<String> words) throws Exception {
        Outcome outcome =
                clone.workbench("train", "--spec", "" + spec(json.replace((char) 39, (char) 34)));
        refused(outcome, words.toArray(String[]::new));
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aSpecThatIsNotThere() throws Exception {
        refused(clone.workbench("train", "--spec", "none.json"), "none.json cannot be read");
    }

    @Test
    void noSeeds() throws Exception {
        notUnderstood(
                clone.workbench("study", "run", "--seeds", "0"),
                "workbench: --seeds must be from 1 to 999, not 0",
                "./workbench study run --help explains its options.");
    }

    @Test
    void anUnknownOption() throws Exception {
        notUnderstood(
                clone.workbench("train", "--spec", "x", "--spek=y"),
                "workbench: Unknown option: '--spek=y'\nPossible solutions: --spec",
                "./workbench train --help explains its options.");
    }

    @Test
    void quickWhereNothingIsTrainedWithASpec() throws Exception {
        notUnderstood(
                clone.workbench(
                        "data", "prepare", "fashion-mini", "--from", "x", "--out", "y", "--quick"),
                "workbench: Unknown option: '--quick'",
                "./workbench data prepare fashion-mini --help explains its options.");
    }

    @Test
    void aDamagedResultIsNotTakenForOneButMadeAgain() throws Exception {
        Study study = PaperStudies.named("table-11");
        RunFolder run =
                RunFolder.of(clone.runs(), study.specs(new Plan(Start.SHIPPED, 1, 2, true)).get(0));
        Files.createDirectories(run.path());
        Files.writeString(run.path().resolve("result.json"), "{\"test\": 0.9");

        Outcome outcome = clone.workbench("study", "run", "table-11", "--quick", "--steps", "2");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("table-11: 4 of 4 runs are finished.");
        assertThat(run.finished()).isPresent();
    }

    @Test
    void generatorTrainingWithoutData() throws Exception {
        Path out = folder.resolve("models");
        refused(
                clone.workbench(
                        "foundation", "train-generator", "--data", "nowhere", "--out", "" + out),
                "There is no folder nowhere",
                "./workbench data prepare");
        assertThat(out).doesNotExist();
    }

    @Test
    void damagedWeightsOfTheJudgeStopGeneratorTrainingBeforeItStarts() throws Exception {
        SetUp setUp = SetUp.named("coarse-to-fine");
        int[] labels = {0, 1, 2, 3, 4};
        ImageSet images =
                new ImageSet(28, 28, 1, new byte[5 * 784], labels, setUp.foundationClasses());
        Path data = folder.resolve("data");
        new PreparedDatasetWriter("tiny", "test")
                .part("train", images, "none", labels)
                .part("test", images, "none", labels)
                .write(data, false);
        Path out = Files.createDirectories(folder.resolve("models"));
        Path weights = out.resolve("classifier-coarse-to-fine.safetensors");
        Path shipped =
                RealClone.ROOT
                        .resolve("mpssl-lib/src/main/resources/foundation")
                        .resolve(weights.getFileName());
        byte[] whole = Files.readAllBytes(shipped);
        Files.write(weights, java.util.Arrays.copyOf(whole, whole.length - 1));
        Outcome outcome =
                clone.workbench(
                        "foundation", "train-generator", "--data", "" + data, "--out", "" + out);
        refused(
                outcome,
                "classifier-coarse-to-fine.safetensors is not a correct safetensors file",
                "Fetch or make it again");
        assertThat(out).isDirectoryNotContaining(file -> !file.equals(weights));
    }

    @Test
    void rawFilesWithAWrongChecksum() throws Exception {
        Path raw = Files.createDirectories(folder.resolve("raw"));
        byte[] images = ByteBuffer.allocate(17).putInt(0x803).putInt(1).putInt(1).putInt(1).array();
        byte[] labels = ByteBuffer.allocate(9).putInt(0x801).putInt(1).array();
        for (String part : List.of("train", "t10k")) {
            Files.write(raw.resolve(part + "-images-idx3-ubyte"), images);
            Files.write(raw.resolve(part + "-labels-idx1-ubyte"), labels);
        }
        Path out = folder.resolve("prepared");
        refused(
                clone.workbench(
                        "data", "prepare", "fashion-mini", "--from", "" + raw, "--out", "" + out),
                "train-images-idx3-ubyte is not the published file: the md5",
                "f4a8712d7a061bf5bd6d2ca38dc4d50a");
        assertThat(out).doesNotExist();
        assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("prepared"));
    }

    @Test
    void aGpuThatIsNotThere() throws Exception {
        assumeThat(Path.of("/proc/driver/nvidia/version"))
                .as("what is said without a driver, and this machine has one")
                .doesNotExist();
        Path spec = spec("{\"method\":\"base\",\"steps\":2}");
        refused(
                clone.workbench(Map.of("WORKBENCH_GPU", "1"), "train", "--spec", "" + spec),
                "the NVIDIA driver is not loaded");
        refused(
                clone.workbench("doctor", "--gpu"),
                "a GPU was asked for and none is usable",
                "the NVIDIA driver is not loaded");
    }

    @Test
    void helpListsTheCommands() throws Exception {
        Outcome outcome = clone.workbench("help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        for (String name : List.of("run", "train", "study", "foundation", "data", "doctor")) {
            assertThat(outcome.out()).containsPattern("\\R  " + name + " ");
            assertThat(clone.workbench("help", name).out()).startsWith("Usage: workbench " + name);
        }
    }

    @Test
    void theCompletionScriptCompletes() throws Exception {
        Path bash = Path.of("/bin/bash");
        assumeThat(bash).as("the script is for bash, which is not installed").exists();
        Outcome script = clone.workbench("generate-completion");
        assertThat(script.code()).isZero();
        Path file = Files.writeString(folder.resolve("completion.sh"), script.out());
        String ask =
                ". %s; COMP_WORDS=(workbench fo); COMP_CWORD=1; _complete_workbench; echo ${COMPREPLY[*]}";
        Process process =
                new ProcessBuilder(bash.toString(), "-c", ask.formatted(file))
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
                .isEqualTo("foundation");
    }
}
