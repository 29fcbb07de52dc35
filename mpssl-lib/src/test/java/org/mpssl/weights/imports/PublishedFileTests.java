package org.mpssl.weights.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mpssl.weights.StoredTensor;

class PublishedFileTests {

    private static final String DEEP =
            "5900ef4065047e3aa0d1b66197b7f2664dceb59b27080e414ad57e203c485bc5";
    private static final Path DOCUMENT = Path.of("../docs/weights.md");

    private static ImportedFile imported(String network, String format, String sha256) {
        return new ImportedFile(Path.of("x"), network, format, sha256, Optional.empty());
    }

    @Test
    void aPublishedFileIsKnownByItsChecksumUnderAnyName() {
        assertThat(PublishedFile.identify("model.bin", DEEP))
                .isEqualTo("the published file biggan-deep-256-pytorch_model.bin");
        assertThat(PublishedFile.identify("biggan-deep-256-pytorch_model.bin", DEEP))
                .isEqualTo("the published file biggan-deep-256-pytorch_model.bin");
        assertThatThrownBy(() -> PublishedFile.identify("resnet50-11ad3fa6.pth", DEEP))
                .hasMessageContaining("should be 11ad3fa6...");
    }

    @Test
    void aFileWhoseChecksumWasNotPublishedMayHaveAny() {
        assertThat(PublishedFile.identify("G_ema.pth", "ab".repeat(32)))
                .startsWith("not a published file whose sha256 is known here");
    }

    /** torchvision puts the first digits of the checksum into the name. */
    @Test
    void torchvisionsNamesSayTheirChecksums() {
        assertThat(PublishedFile.all())
                .filteredOn(file -> file.format().equals("torchvision"))
                .hasSizeGreaterThan(5)
                .allMatch(f -> f.name().endsWith("-" + f.sha256().substring(0, 8) + ".pth"));
    }

    @Test
    void everyNetworkOfThePaperHasAFileAndNoFileIsThereTwice() {
        assertThat(PublishedFile.networks())
                .containsExactlyInAnyOrder(
                        "resnet18",
                        "resnet50",
                        "resnet101",
                        "biggan-deep-128",
                        "biggan-deep-256",
                        "biggan-deep-512",
                        "biggan-128",
                        "biggan-256",
                        "biggan-512");
        assertThat(PublishedFile.all().stream().map(PublishedFile::name)).doesNotHaveDuplicates();
        assertThat(PublishedFile.of("biggan-128").stream().map(PublishedFile::format))
                .containsExactly("biggan-ajbrock", "biggan-ivclab", "biggan-tfhub");
    }

    @Test
    void anImportIsTracedToItsFileByChecksumOrBecauseThereIsOneOnly() {
        String first = PublishedFile.of("resnet50").get(0).sha256();

        assertThat(imported("resnet50", "torchvision", first).title())
                .isEqualTo("resnet50 of resnet50-0676ba61.pth");
        assertThat(imported("resnet50", "torchvision", "ab".repeat(32)).title())
                .isEqualTo("resnet50 of a file that is not known here");
        assertThat(imported("resnet18", "torchvision", first).origin()).isEmpty();
        assertThat(imported("biggan-256", "biggan-ivclab", "ab".repeat(32)).title())
                .isEqualTo("biggan-256 of biggan256-release.pt");
        assertThat(imported("biggan-256", "biggan-hf", "ab".repeat(32)).origin()).isEmpty();
    }

    @Test
    void theCommandNamesFormatAndNetworkAndQuotesWhatAShellWouldSplit() {
        assertThat(PublishedFile.of("biggan-512").get(0).command("my weights/it's.safetensors"))
                .isEqualTo(
                        "./workbench weights import --format biggan-ivclab --network biggan-512"
                                + " biggan512-release.pt 'my weights/it'\\''s.safetensors'");
    }

    /** Each row has all that is known, so the document says nothing else. */
    @Test
    void theDocumentHasARowForEachFileAndItsTermsAndSource() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        for (PublishedFile file : PublishedFile.all()) {
            String sum =
                    file.sha256().isEmpty() ? file.checksum() : "`%s`".formatted(file.checksum());
            assertThat(lines)
                    .contains(
                            "| `%s` | `%s` | `%s` | %s | %s | %s |"
                                    .formatted(
                                            file.name(),
                                            file.network(),
                                            file.format(),
                                            file.about(),
                                            file.size(),
                                            sum))
                    .anyMatch(
                            line ->
                                    line.contains("`%s`".formatted(file.name()))
                                            && line.endsWith(
                                                    " | %s | %s |"
                                                            .formatted(
                                                                    file.source(),
                                                                    file.licence())));
        }
        assertThat(lines.stream().filter(l -> l.matches("\\| `[^`]+` \\| `[^`]+` \\| `[^`]+` .*")))
                .hasSize(PublishedFile.all().size());
    }

    /** Of names and shapes as published, so that format and network of an entry fit together. */
    @Test
    void theFormatOfAFileMakesItsNetworkOfIt() {
        for (PublishedFile file : PublishedFile.all()) {
            Plan plan = ImportFormat.named(file.format()).plan(tensors(file));
            assertThat(plan.description().label()).as(file.name()).isEqualTo(file.network());
        }
    }

    private static List<StoredTensor> tensors(PublishedFile file) {
        int number = Integer.parseInt(file.network().replaceAll(".*[a-z-]", ""));
        return switch (file.format()) {
            case "torchvision" ->
                    number == 18
                            ? FullSize.resNet(1, 2, 2, 2, 2)
                            : FullSize.resNet(4, 3, 4, number == 50 ? 6 : 23, 3);
            case "biggan-hf" -> FullSize.huggingFace(number);
            case "biggan-tfhub" -> FullSize.tfhub(number);
            case "biggan-ivclab" -> FullSize.ivclab(number);
            default -> FullSize.ajbrock(number, 3);
        };
    }
}
