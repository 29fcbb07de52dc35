package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;
import org.mpssl.nn.PublishedNetworks;

/** What the user says of a checkpoint, or its name does, is checked before it is imported. */
class ImportClaimTests {

    private static final Path RESNET = ImportFormatTests.FOLDER.resolve("torchvision.pth");
    private static final WeightImport ANY =
            new WeightImport(ImportFormat.TORCHVISION, Optional.empty(), Optional.empty(), false);

    @TempDir Path folder;

    private Path out;

    @BeforeEach
    void name() {
        out = folder.resolve("out.safetensors");
    }

    private void run(WeightImport settings, Path in) throws IOException {
        settings.run(in, out, PublishedNetworks::layout);
    }

    private void assertRefused(Path in, String... words) {
        assertThatThrownBy(() -> run(ANY, in))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll(words);
        assertThat(out).doesNotExist();
    }

    @Test
    void theChecksumThatWasAskedForDecides() throws IOException {
        String right = Sha256.of(Files.readAllBytes(RESNET));
        WeightImport wrong =
                new WeightImport(
                        ImportFormat.TORCHVISION,
                        Optional.empty(),
                        Optional.of("0".repeat(64)),
                        false);

        assertThatThrownBy(() -> run(wrong, RESNET))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its sha256 is " + right + " and should be 0000");
        assertThat(out).doesNotExist();
        run(
                new WeightImport(
                        ImportFormat.TORCHVISION,
                        Optional.empty(),
                        Optional.of(right.toUpperCase(Locale.ROOT)),
                        false),
                RESNET);
        assertThat(out).exists();
    }

    @Test
    void theNameOfAPublishedFileIsAClaimThatIsChecked() throws IOException {
        Path in = folder.resolve("resnet18-f37072fd.pth");
        Files.copy(RESNET, in);

        assertRefused(
                in,
                "resnet18-f37072fd.pth has the name of a published file and is another",
                "should be f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec");
    }

    @Test
    void anotherNetworkThanAskedForIsRefused() {
        WeightImport other =
                new WeightImport(
                        ImportFormat.TORCHVISION, Optional.of("resnet50"), Optional.empty(), false);

        assertThatThrownBy(() -> run(other, RESNET))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds resnet18, and resnet50 was asked for");
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws IOException {
        Files.writeString(out, "mine");

        assertThatThrownBy(() -> run(ANY, RESNET))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("exists already: delete it or name another file");
        assertThat(out).hasContent("mine");
    }
}
