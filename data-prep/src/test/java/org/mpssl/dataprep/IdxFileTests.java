package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;

class IdxFileTests {

    /** Two images of 1 x 3, written by hand, so that no writer of ours is needed to trust it. */
    private static final String HEX =
            "00000803 00000002 00000001 00000003 0001ff 7f80fe".replace(" ", "");

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("file");
    }

    @Test
    void rawFileIsRead() throws IOException {
        Files.write(file, HexFormat.of().parseHex(HEX));
        IdxFile read = IdxFile.read(file);

        assertThat(read.sizes()).containsExactly(2, 1, 3);
        assertThat(read.values()).containsExactly(0, 1, 0xff, 0x7f, 0x80, 0xfe);
        assertThat(read.md5()).isEqualTo("cc7fd0cc04e638a33818f92f20610f3f");
        assertThat(read.sha256())
                .isEqualTo("33e97d9bca6657b809e1b952105221d7a259fb7d361c664361b6a8390b228e3b");
    }

    @Test
    void packedFileIsKnownByItsContent() throws IOException {
        RawFiles.gzip(file, HexFormat.of().parseHex(HEX));

        assertThat(IdxFile.read(file).md5()).isEqualTo("cc7fd0cc04e638a33818f92f20610f3f");
    }

    @ParameterizedTest
    @CsvSource({
        "'', it ends within its header",
        "000008, it ends within its header",
        "0000080300000002, it ends within its header",
        "01000801 00000001 00, it begins with 01000801",
        "00000800 00, it begins with 00000800",
        "00000805 00, it begins with 00000805",
        "000008ff 00, it begins with 000008ff",
        "3c68746d6c3e, it begins with 3c68746d",
        "00000d01 00000001 00000000, its values have type 0d",
        "00000801 00000002 00, 'its sizes [2] ask for 2 bytes, 1 follow'",
        "00000801 00000002 000000, 'its sizes [2] ask for 2 bytes, more follow'",
        "00000801 ffffffff 00, its sizes [-1] are negative or beyond 2 GiB",
        "00000802 0000ffff 0000ffff 00, 'its sizes [65535, 65535] are negative or beyond 2 GiB'",
        "00000804 7fffffff 7fffffff 7fffffff 7fffffff 00, negative or beyond 2 GiB"
    })
    void whatIsNotAsItsHeaderSaysIsRefused(String hex, String message) throws IOException {
        Files.write(file, HexFormat.of().parseHex(hex.replace(" ", "")));

        assertThatThrownBy(() -> IdxFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message)
                .hasMessageContaining("Fetch it again.");
    }

    @Test
    void damagedPackingIsFound() throws IOException {
        RawFiles.gzip(file, RawFiles.images(50));
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 20));

        assertThatThrownBy(() -> IdxFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be unpacked");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> IdxFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage("There is no file " + file + ". Check the path.");
    }
}
