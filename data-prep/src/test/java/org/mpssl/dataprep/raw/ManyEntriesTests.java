package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published.Unpacked;

class ManyEntriesTests {

    /** Of a directory, with a name of seven digits. */
    private static final int ENTRY = 46 + 7;

    @TempDir private Path folder;

    @Test
    void aMillionEntriesAreGivenUpHalfWay() throws IOException {
        PackedFile file = new PackedFile(Path.of("a.tar"), 512_000_000, new Headers(), Read.SILENT);
        Gate gate = new Gate(Limits.USUAL, file.size());

        assertThatThrownBy(
                        () ->
                                Container.TAR.pass(
                                        file, gate, Limits.USUAL, (path, size, content) -> {}))
                .isInstanceOf(RefusedException.class)
                .hasMessage("it has more than 500000 entries");
        assertThat(file.reached()).isBetween(500_001L * 512, 500_001L * 512 + PackedFile.CHUNK);
    }

    @Test
    void anArchiveMayHaveAsManyAsTheCatalogueSays() {
        PackedFile file = new PackedFile(Path.of("a.tar"), 512_000_000, new Headers(), Read.SILENT);
        Unpacked most = Catalogue.published().named("imagenet").unpacked();
        Limits limits = Limits.USUAL.forArchives(most.entries(), most.bytes());
        Gate gate = new Gate(limits, file.size());

        assertThatThrownBy(
                        () -> Container.TAR.pass(file, gate, limits, (path, size, content) -> {}))
                .isInstanceOf(EOFException.class)
                .hasMessage("the mark at a tar's end is missing");
        assertThat(file.reached()).isEqualTo(512_000_000);
    }

    /** ImageNet's training images are 1,281,167. */
    @Test
    void aFolderMayHaveMoreThanAnyDataset() throws IOException {
        Path one = Files.writeString(folder.resolve("1.jpg"), "x");
        BasicFileAttributes attributes = Files.readAttributes(one, BasicFileAttributes.class);
        FolderListing listing = new FolderListing(folder, Limits.USUAL);
        for (int i = 0; i < 1_281_167; i++) {
            listing.visitFile(one, attributes);
        }
        assertThat(listing.files()).hasSize(1_281_167);
    }

    /** Some readers refuse a directory with an encrypted entry, and so never count the others. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void soAreThoseOfAZipThatTellsOfOne(boolean encrypted) throws IOException {
        Path zip = folder.resolve("a.zip");
        directory(zip, encrypted);
        Gate gate = new Gate(Limits.USUAL, Files.size(zip));
        try (CountedDirectory directory = new CountedDirectory(zip, gate)) {
            assertThatThrownBy(() -> ZipPass.open(directory))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("it has more than 500000 entries");
            assertThat(directory.entries()).isEqualTo(500_001);
        }
    }

    /** Writes the directory of a million empty files, which says that it is of one. */
    private static void directory(Path zip, boolean encrypted) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(zip))) {
            out.write(Arrays.copyOf(bytes("PK\3\4"), 30));
            byte[] entry = Arrays.copyOf(bytes("PK\1\2"), ENTRY);
            entry[28] = 7;
            for (int i = 0; i < 1_000_000; i++) {
                System.arraycopy(bytes("%07d".formatted(i)), 0, entry, 46, 7);
                entry[8] = (byte) (encrypted && i == 9 ? 1 : 0);
                out.write(entry);
            }
            byte[] end = Arrays.copyOf(bytes("PK\5\6"), 22);
            end[8] = 1;
            end[10] = 1;
            ByteBuffer.wrap(end)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(12, 1_000_000 * ENTRY)
                    .putInt(16, 30);
            out.write(end);
        }
    }

    /** A million empty files, made as they are read. */
    private static final class Headers extends InputStream {

        private static final int DIGITS = 7;
        private static final int FIRST_DIGIT = "images/".length();

        private final byte[] header = Packed.header("images/0000000.jpg", 0, '0');
        private int at;
        private int number;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (number == 1_000_000) {
                return -1;
            }
            int n = Math.min(length, header.length - at);
            System.arraycopy(header, at, bytes, offset, n);
            at += n;
            if (at == header.length) {
                at = 0;
                number++;
                count();
            }
            return n;
        }

        /** Writes the next number, and the checksum that comes with it. */
        private void count() {
            int rest = number;
            for (int i = FIRST_DIGIT + DIGITS - 1; i >= FIRST_DIGIT; i--) {
                header[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            Packed.checkSum(header);
        }
    }
}
