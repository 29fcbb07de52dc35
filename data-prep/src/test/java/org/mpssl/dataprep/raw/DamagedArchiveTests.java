package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class DamagedArchiveTests {

    private static final Map<String, byte[]> FILES = new LinkedHashMap<>();

    static {
        byte[] noise = new byte[3000];
        new Random(1).nextBytes(noise);
        FILES.put("images/1.jpg", noise);
        FILES.put("images/2.jpg", noise);
        FILES.put("list.txt", bytes("1 2\n"));
    }

    @TempDir private Path folder;

    @Test
    void aTarCutAnywhereIsDamaged() {
        byte[] tar = Packed.tar(FILES);
        // Behind the first of the two empty blocks it is whole to every reader.
        int end = 512 + 3072 + 512 + 3072 + 512 + 512;
        for (int length = 512; length < end + 512; length += 64) {
            damaged(Arrays.copyOf(tar, length), "near byte %d of %d".formatted(length, length));
        }
        assertThat(Read.all(Read.source(folder.resolve("a"), Arrays.copyOf(tar, end + 512))))
                .hasSize(3);
    }

    @Test
    void aGzipCutAnywhereIsDamaged() {
        byte[] packed = Packed.gzip(Packed.tar(FILES));
        for (int length = 20; length < packed.length; length += 37) {
            damaged(Arrays.copyOf(packed, length), "Fetch it again");
        }
        damaged(Arrays.copyOf(packed, packed.length - 1), "near byte");
    }

    @Test
    void aZipCutAnywhereIsDamaged() {
        byte[] packed = Packed.zip(FILES);
        for (int length = 30; length < packed.length; length += 37) {
            damaged(Arrays.copyOf(packed, length), "Fetch it again");
        }
        damaged(Arrays.copyOf(packed, packed.length - 1), "its start");
    }

    @Test
    void aWrongChecksumOfGzipIsDamage() {
        byte[] packed = Packed.gzip(Packed.tar(FILES));
        packed[packed.length - 8] ^= 1;

        damaged(packed, "is damaged behind list.txt, near byte %d".formatted(packed.length));
    }

    @Test
    void aWrongByteInAZipIsNeverHandedOver() {
        byte[] packed = Packed.zip(FILES);
        packed[1000] ^= 1;
        Path file = folder.resolve("a.zip");
        RawSource source = Read.source(file, packed);

        assertThatThrownBy(
                        () ->
                                source.read(
                                        path -> true,
                                        (path, content) ->
                                                assertThat(content).isEqualTo(FILES.get(path))))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is damaged behind images/1.jpg, near byte ")
                .hasMessageEndingWith("Fetch it again; it was cut short or changed on its way.");
    }

    @Test
    void aWrongByteInATarsHeaderIsDamage() {
        byte[] tar = Packed.tar(FILES);
        tar[512 + 3072 + 124] = 'x';

        damaged(tar, "is damaged behind images/1.jpg");
    }

    @Test
    void anArchiveThatIsGoneIsNamed() throws Exception {
        Path file = folder.resolve("a.tar");
        RawSource source = Read.source(file, Packed.tar(FILES));
        Files.delete(file);

        assertThatThrownBy(() -> source.scan(Read.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot read " + file);
    }

    private void damaged(byte[] archive, String words) {
        Path file = folder.resolve("a.tgz");
        assertThatThrownBy(() -> Read.source(file, archive).scan(Read.SILENT))
                .as("%d bytes", archive.length)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + " is damaged behind ")
                .hasMessageContaining(words);
    }
}
