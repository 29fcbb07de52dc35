package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.tensor.Parameters;
import org.mpssl.weights.Safetensors;

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
        assertThat(err.toString()).contains("name a subcommand: list, import or inspect");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(run("inspect", "nowhere.pth")).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere.pth");
    }

    private int importResNet(String... more) {
        List<String> all = new ArrayList<>(List.of("import", "--format", "torchvision"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    @Test
    void anOrderOfClassesThatIsNamedIsInTheFile() {
        String made = folder.resolve("resnet.safetensors").toString();
        assertThat(importResNet("--class-order", "birds, by name", file("torchvision.pth"), made))
                .isZero();
        assertThat(out.toString()).contains("note: the classes are in the order 'birds, by name'");
        assertThat(run("inspect", made)).isZero();
        assertThat(out.toString()).contains("classOrder = birds, by name\n");
    }

    @Test
    void anOrderWithoutAPrintableNameIsRefused() {
        String made = folder.resolve("resnet.safetensors").toString();
        for (String name : List.of("", " birds", "bi\nrds", "x".repeat(101))) {
            assertThat(importResNet("--class-order", name, file("torchvision.pth"), made))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains("a name has up to 100 printable ASCII characters");
        assertThat(Path.of(made)).doesNotExist();
    }

    @Test
    void theListSaysHowToGetWhatIsNotHere() {
        assertThat(run("list", "--root", folder.resolve("none").toString())).isZero();
        assertThat(out.toString())
                .contains("resnet18 (preset paper: foundationClassifier, init): not in ")
                .contains(
                        "import  ./workbench weights import --format torchvision --network"
                                + " resnet18 resnet18-f37072fd.pth "
                                + folder.resolve("none/resnet18.safetensors"))
                .contains(" - resnet50-11ad3fa6.pth, IMAGENET1K_V2", "sha256  11ad3fa6...")
                .contains("sha256  not published", "size    46,830,571 bytes")
                .doesNotContain("imported: ");
    }

    @Test
    void theListKnowsAnImportByItsMetadataUnderAnyName() throws Exception {
        write("mine.safetensors", "resnet50", "11ad3fa6" + "0".repeat(56));
        write("resnet101.safetensors", "resnet18", "ab".repeat(32));
        Files.writeString(folder.resolve("resnet18.safetensors"), "no weights");

        assertThat(run("list", "--root", folder.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "resnet50: %s, resnet50 of resnet50-11ad3fa6.pth%n"
                                .formatted(folder.resolve("mine.safetensors")))
                .contains(
                        " * resnet50-11ad3fa6.pth, IMAGENET1K_V2, imported: "
                                + folder.resolve("mine.safetensors"))
                .contains(" - resnet50-0676ba61.pth, IMAGENET1K_V1\n")
                .contains("resnet101.safetensors, resnet18 of a file that is not known here; ")
                .contains(folder.resolve("resnet18.safetensors") + " holds something else")
                .contains("resnet101: not in " + folder + "; ");
    }

    private void write(String name, String network, String sha256) throws Exception {
        Map<String, String> metadata =
                Map.of("network", network, "format", "torchvision", "sourceSha256", sha256);
        Safetensors.write(folder.resolve(name), Parameters.of(Map.of()), metadata);
    }
}
