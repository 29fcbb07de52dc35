package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsCommandTests {

    private static final Path FOLDER = Path.of("src/test/resources/checkpoints");

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("weights"));
        all.addAll(List.of(arguments));
        return Workbench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private static String file(String name) {
        return FOLDER.resolve(name).toString();
    }

    @Test
    void aTrainingsCheckpointIsListedWithWhatIsLeftOut() {
        assertThat(run("inspect", file("training-legacy.pth"))).isZero();

        assertThat(out.toString().lines().toList())
                .startsWith("PyTorch checkpoint, legacy, 1,867 bytes")
                .contains(
                        "note: the tensors are those of its entry 'state_dict'",
                        "note: its other entries are left out: epoch, arch, best, optimizer, rates")
                .anyMatch(line -> line.matches("0.weight F32 \\(3, 2, 3, 3\\) at byte \\d+"))
                .endsWith("70 numbers in 7 tensors");
    }

    @Test
    void stridesAreListedWhereElementsDoNotLieOneAfterTheOther() {
        assertThat(run("inspect", file("tensors.pth"))).isZero();

        assertThat(out.toString())
                .containsPattern(
                        "transposed F32 \\(6, 4\\) at byte \\d+, strides \\[1, 6\\] from element 0 of"
                                + " storage 1\n")
                .containsPattern("half F16 \\(5\\) at byte \\d+\n")
                .containsPattern("sha256 [0-9a-f]{64}\n");
    }

    @Test
    void anImportedFileSaysWhatItIs() {
        String made = folder.resolve("biggan.safetensors").toString();

        assertThat(
                        run(
                                "import",
                                "--format",
                                "biggan-ivclab",
                                "--network",
                                "biggan-16",
                                file("biggan-ivclab.pt"),
                                made))
                .isZero();
        assertThat(out.toString())
                .contains("note: not a published file whose sha256 is known here: ")
                .contains("biggan-16: ", " numbers in ", " tensors, now in " + made);
        assertThat(run("inspect", made)).isZero();
        assertThat(out.toString())
                .contains("safetensors, ", "network = biggan", "truncationRows = 4")
                .contains("blocks.0.1.gamma F32 (1) at byte ");
    }

    @Test
    void whatCannotBeImportedIsOneLineAndNoFile() {
        Path made = folder.resolve("none.safetensors");

        assertThat(run("import", "--format", "keras", file("torchvision.pth"), made.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("workbench: unknown format 'keras': known are torchvision, ")
                .hasLineCount(1);
        assertThat(
                        run(
                                "import",
                                "--format=torchvision",
                                "--sha256=12",
                                file("torchvision.pth"),
                                made.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is not the file that you asked for: its sha256 is ");
        assertThat(Files.exists(made)).isFalse();
    }

    @Test
    void aGroupWithoutASubcommandSaysWhichThereAre() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("name a subcommand: import or inspect");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(run("inspect", "nowhere.pth")).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere.pth");
    }
}
