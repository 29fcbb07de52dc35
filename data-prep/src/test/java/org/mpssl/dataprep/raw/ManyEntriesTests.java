package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ManyEntriesTests {

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
