package org.mpssl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;

class PixelsTests {

    private final ImageSet images = Samples.images(5, 2);

    @TempDir private Path folder;

    private ImageSet mapped(Path file) {
        return new ImageSet(2, 3, 1, Pixels.Mapped.of(file, 6), images.labels(), images.classes());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 12, 17, 30, 1000})
    void fileMappedInPiecesHasEveryImage(int most) throws IOException {
        Path file = Files.write(folder.resolve("a.u8"), images.pixels());

        Pixels.Mapped mapped = Pixels.Mapped.of(file, 6, most);

        assertThat(mapped.size()).isEqualTo(30);
        for (int i = 0; i < 5; i++) {
            byte[] into = new byte[7];
            mapped.copy(i, into, 1);
            assertThat(into[0]).isZero();
            assertThat(Arrays.copyOfRange(into, 1, 7)).isEqualTo(images.pixels(i));
        }
    }

    @Test
    void mappedAndHeldImagesAreTheSameAndCanBeJoined() throws IOException {
        Path file = Files.write(folder.resolve("a.u8"), images.pixels());

        ImageSet mapped = mapped(file);
        ImageSet joined = images.select(new int[] {4, 1}).concat(mapped.select(new int[] {3, 0}));

        assertThat(mapped.isMapped()).isTrue();
        assertThat(mapped.pixels()).isEqualTo(images.pixels());
        assertThat(joined.isMapped()).isTrue();
        assertThat(joined.pixels()).isEqualTo(images.select(new int[] {4, 1, 3, 0}).pixels());
        assertThat(joined.labels()).containsExactly(0, 1, 1, 0);
    }

    @Test
    void setsOfOneFileAreJoinedWithoutASecondMap() throws IOException {
        Path file = Files.write(folder.resolve("a.u8"), images.pixels());
        ImageSet mapped = mapped(file);

        ImageSet joined = mapped.select(new int[] {2}).concat(mapped.select(new int[] {0}));

        assertThat(joined.pixels()).isEqualTo(images.select(new int[] {2, 0}).pixels());
    }

    @Test
    void largePartsOfADatasetStayInTheirFile() {
        Samples.tenClasses().write(folder.resolve("data"), false);

        PreparedDataset held = PreparedDataset.open(folder.resolve("data"));
        PreparedDataset mapped = PreparedDataset.open(folder.resolve("data"), 400);

        assertThat(held.part("pool").isMapped()).isFalse();
        assertThat(mapped.part("pool").isMapped()).isTrue();
        assertThat(mapped.part("test").isMapped()).isFalse();
        assertThat(mapped.part("pool").pixels()).isEqualTo(held.part("pool").pixels());
        assertThat(mapped.manifestHash()).isEqualTo(held.manifestHash());
    }

    @Test
    void packedPixelsAreReadWhole() {
        Samples.tenClasses().write(folder.resolve("data"), true);

        PreparedDataset data = PreparedDataset.open(folder.resolve("data"), 1);

        assertThat(data.part("pool").isMapped()).isFalse();
        assertThat(data.part("pool").size()).isEqualTo(120);
    }

    @Test
    void mappedFileOfTheWrongSizeIsRefused() throws IOException {
        Samples.tenClasses().write(folder.resolve("data"), false);
        Path file = folder.resolve("data").resolve("pool.images.u8");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 719));

        assertThatThrownBy(() -> PreparedDataset.open(folder.resolve("data"), 400))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected are 720 bytes unpacked, found 719 bytes");
    }

    @Test
    void imagesAreReadByManyThreadsAtOnce() throws IOException {
        Path file = Files.write(folder.resolve("a.u8"), images.pixels());
        ImageSet mapped = mapped(file);

        assertThat(
                        IntStream.range(0, 2000)
                                .parallel()
                                .allMatch(
                                        i ->
                                                Arrays.equals(
                                                        mapped.pixels(i % 5),
                                                        images.pixels(i % 5))))
                .isTrue();
    }
}
