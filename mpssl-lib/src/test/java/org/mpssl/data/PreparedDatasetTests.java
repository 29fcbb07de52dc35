package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;

class PreparedDatasetTests {

    private final int[] original = {8, 6, 4, 2, 0};

    @TempDir private Path temporary;
    private Path folder;
    private Path packed;

    @BeforeEach
    void write() {
        folder = temporary.resolve("flat");
        packed = temporary.resolve("packed");
        PreparedDatasetWriter writer =
                Samples.writer()
                        .part("main", Samples.images(5, 2), "raw", original)
                        .text("NOTE.txt", "a note\n");
        writer.write(folder, false);
        writer.write(packed, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flat", "packed"})
    void whatIsWrittenIsRead(String form) {
        PreparedDataset data = PreparedDataset.open(temporary.resolve(form));

        assertThat(data.name()).isEqualTo("sample");
        assertThat(data.partNames()).containsExactly("main");
        assertThat(data.classes()).containsExactly("class 0", "class 1");
        assertThat(data.part("main").pixels()).isEqualTo(Samples.images(5, 2).pixels());
        assertThat(data.part("main").labels()).containsExactly(0, 1, 0, 1, 0);
        assertThat(data.originalIndices("main")).isEqualTo(original);
        assertThat(data.manifest().parts().get("main").perClass()).containsExactly(3, 2);
        assertThat(data.manifest().licence()).isEqualTo("CC0");
    }

    @Test
    void packingDoesNotChangeTheHash() {
        assertThat(PreparedDataset.open(packed).manifestHash())
                .isEqualTo(PreparedDataset.open(folder).manifestHash())
                .isEqualTo("614925ff35d78f0c6a963925ae722696b3792eab89958b56cb5e96b07d990501");
    }

    @Test
    void packedFilesAreGzipWithAFixedHeader() throws IOException {
        byte[] file = Files.readAllBytes(packed.resolve("main.labels.i32.gz"));

        assertThat(Arrays.copyOf(file, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 0xff);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            assertThat(in.readAllBytes())
                    .containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        }
        assertThat(packed.resolve("NOTE.txt")).hasContent("a note");
    }

    @Test
    void unknownPartIsAnsweredWithTheKnownOnes() {
        PreparedDataset data = PreparedDataset.open(folder);

        assertThatThrownBy(() -> data.part("pool"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no part 'pool'; it has main");
    }

    @Test
    void changedContentIsFound() throws IOException {
        Path file = folder.resolve("main.images.u8");
        byte[] content = Files.readAllBytes(file);
        content[7] ^= 1;
        Files.write(file, content);

        assertOpening(folder)
                .hasMessageContaining("main.images.u8 has the wrong content: expected is sha256 ")
                .hasMessageContaining("prepare it anew");
    }

    @ParameterizedTest
    @CsvSource({"29, 29 bytes", "31, more than that"})
    void changedSizeIsFound(int size, String found) throws IOException {
        Path file = folder.resolve("main.images.u8");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));

        assertOpening(folder)
                .hasMessageContaining("expected are 30 bytes unpacked, found " + found);
    }

    @Test
    void truncatedPackedFileIsFound() throws IOException {
        Path file = packed.resolve("main.images.u8.gz");
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));

        assertOpening(packed).hasMessageContaining("main.images.u8.gz cannot be unpacked");
    }

    @Test
    void missingThingsAreNamed() throws IOException {
        Files.delete(folder.resolve("main.labels.i32"));
        Files.delete(packed.resolve("manifest.json"));

        assertOpening(folder).hasMessageContaining("lacks the file main.labels.i32 (or main.");
        assertOpening(packed).hasMessageContaining("is not a prepared dataset: it has no manifest");
        assertOpening(temporary.resolve("none")).hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> PreparedDataset.openResource("/none"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("holds no dataset /none");
    }

    @ParameterizedTest
    @CsvSource({
        "\"format\" : 1, \"format\" : 2, has layout 2; this version reads 1",
        "\"height\", \"heigth\", Missing creator property 'height', line",
        "'\"height\" : 2', '\"height\" : 2, \"depth\" : 2', 'Unrecognized field \"depth\", line'",
        "\"name\" : \"sample\", \"name\" : null, 'Invalid `null` value encountered for property \"name\"'",
        "NOTE.txt, ../NOTE.txt, '../NOTE.txt' is not allowed",
        "\"bytes\" : 30, \"bytes\" : -1, has -1 bytes",
        "\"height\" : 2, \"height\" : 3, need 45 pixel bytes",
        "\"height\" : 2, \"height\" : 0, needs a pixel",
        "\"count\" : 5, \"count\" : 6, should have 6 images",
        "'[ 3, 2 ]', '[ 2, 3 ]', 'should have [2, 3] images per class, found [3, 2]'",
        "'\"class 0\", ', '', label 1 is not one of 0 to 0",
        "\"main.indices.i32\", \"x.indices.i32\", lists no file main.indices.i32",
        "'\"height\" : 2', '\"height\" : 2, \"height\" : 2', Duplicate field 'height'",
        "'{', '[', is not a valid DatasetManifest"
    })
    void wrongManifestIsRefused(String text, String replacement, String message)
            throws IOException {
        edit(json -> json.replace(text, replacement));

        assertOpening(folder).hasMessageContaining(message);
    }

    @Test
    void folderInUseIsLeftAlone() {
        PreparedDatasetWriter writer =
                Samples.writer().part("main", Samples.images(1, 1), "raw", new int[1]);

        assertThatThrownBy(() -> writer.write(folder, false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("exists already and is left as it is");
        assertThat(PreparedDataset.open(folder).part("main").size()).isEqualTo(5);
    }

    @Test
    void failedWritingLeavesNothing() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        PreparedDatasetWriter writer =
                Samples.writer().part("main", Samples.images(1, 1), "raw", new int[1]);

        assertThatThrownBy(() -> writer.write(file.resolve("inside"), false))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot write");
        assertThat(temporary.toFile().list())
                .containsExactlyInAnyOrder(".locks", "file", "flat", "packed");
    }

    @Test
    void partsMustFitTogether() {
        PreparedDatasetWriter writer = Samples.writer();
        writer.part("main", Samples.images(4, 2), "raw", new int[4]);

        assertThatThrownBy(() -> writer.part("b", Samples.images(4, 4), "raw", new int[4]))
                .hasMessageContaining("one list of classes");
        assertThatThrownBy(() -> writer.part("b", Samples.images(4, 2), "raw", new int[3]))
                .hasMessageContaining("as many indices");
        assertThatThrownBy(() -> Samples.writer().write(temporary.resolve("c"), false))
                .hasMessageContaining("at least one part");
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, change.apply(Files.readString(manifest)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertOpening(Path folder) {
        return assertThatThrownBy(() -> PreparedDataset.open(folder)).isInstanceOf(UserError.class);
    }
}
