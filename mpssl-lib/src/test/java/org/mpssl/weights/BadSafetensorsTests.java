package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;
import org.mpssl.tensor.Devices;

/** One crafted file per rule that a safetensors file can break. */
class BadSafetensorsTests {

    static final String GOOD =
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                    + "'b':{'dtype':'U8','shape':[],'data_offsets':[8,9]}}";

    @TempDir Path folder;

    private final NDManager manager = newManager();

    private static NDManager newManager() {
        Devices.engine();
        return NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static byte[] file(String header, int dataBytes) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return file(text.length, text, dataBytes);
    }

    static byte[] file(long headerLength, byte[] header, int dataBytes) {
        ByteBuffer buffer =
                ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(headerLength).put(header);
        return buffer.array();
    }

    private static String one(String dtype, String shape, String offsets) {
        return "{'t':{'dtype':%s,'shape':%s,'data_offsets':%s}}".formatted(dtype, shape, offsets);
    }

    @Test
    void theCraftedFileIsReadWhenNothingIsWrongWithIt() {
        assertThat(Safetensors.read(file(GOOD, 9), "w", manager).names()).containsExactly("a", "b");
    }

    static Stream<Arguments> badFiles() {
        String f = "'F32'";
        byte[] good = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] latin = "{\"\u00e9\":1}".getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                bad("nothing", new byte[0], "shorter than the 8 bytes"),
                bad("seven bytes", new byte[7], "shorter than the 8 bytes"),
                bad("truncated in the header", file(good.length + 1L, good, 0), "header would be"),
                bad("header too long", file(100_000_001L, good, 9), "100000001 bytes long"),
                bad("header of 2^64 - 1 bytes", file(-1, good, 9), "18446744073709551615"),
                bad("header too short", file(1, good, 9), "1 bytes long"),
                bad("header an array", file("[1]", 0), "does not start with '{'"),
                bad("header after a space", file(" " + GOOD, 9), "does not start with '{'"),
                bad("not JSON", file("{'a':}", 0), "not JSON"),
                bad("text after the JSON", file(GOOD + "{}", 9), "text after"),
                bad("not UTF-8", file(latin.length, latin, 0), "not UTF-8"),
                bad("duplicate name", file(GOOD.replace("'b'", "'a'"), 9), "Duplicate field 'a'"),
                bad(
                        "duplicate field",
                        file(GOOD.replace("'shape':[2]", "'dtype':'F32'"), 9),
                        "Duplicate field 'dtype'"),
                bad(
                        "unknown field",
                        file(GOOD.replace("'shape':[2]", "'shape':[2],'stride':[1]"), 9),
                        "a has a field stride"),
                bad("UTF-16", utf16(), "header is not JSON"),
                bad(
                        "a name that moves the cursor",
                        file(one(f, "[1]", "[0,4]").replace("'t'", "'\\u001b[2J'"), 4),
                        "not printable: ?[2J"),
                bad(
                        "nine axes",
                        file(one(f, "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4),
                        "impossible shape"),
                bad(
                        "empty, with axes that overflow",
                        file(one(f, "[0,2147483647,2147483647]", "[0,0]"), 0),
                        "impossible shape"),
                bad("a deep header", file("{'t':{'dtype':" + "[".repeat(5000), 0), "has dtype ["),
                bad("truncated data", file(GOOD, 8), "b lies outside"),
                bad("trailing bytes", file(GOOD, 11), "2 bytes at its end"),
                bad("offsets backwards", file(one(f, "[1]", "[4,0]"), 4), "t lies outside"),
                bad("offset far outside", file(one(f, "[1]", "[0,9999999999]"), 4), "t lies out"),
                bad("offset negative", file(one(f, "[1]", "[-4,0]"), 4), "no whole number"),
                bad("offset a fraction", file(one(f, "[1]", "[0,4.0]"), 4), "no whole number"),
                bad("one offset", file(one(f, "[1]", "[0]"), 4), "t has no pair of offsets"),
                bad("three offsets", file(one(f, "[1]", "[0,4,4]"), 4), "no pair of offsets"),
                bad(
                        "no offsets",
                        file("{'t':{'dtype':'F32','shape':[]}}", 4),
                        "t lacks dtype, shape"),
                bad("entry no object", file("{'t':5}", 4), "t is no object"),
                bad("wrong size", file(one(f, "[2]", "[0,4]"), 4), "t needs 8 bytes and has 4"),
                bad("empty with bytes", file(one(f, "[0]", "[0,4]"), 4), "needs 0 bytes and has 4"),
                bad("no bytes", file(one(f, "[1]", "[0,0]"), 0), "needs 4 bytes and has 0"),
                bad(
                        "unknown dtype",
                        file(one("'F12'", "[1]", "[0,4]"), 4),
                        "t has dtype F12; known are"),
                bad("dtype no text", file(one("7", "[1]", "[0,4]"), 4), "t has dtype 7"),
                bad("no shape", file(one(f, "null", "[0,4]"), 4), "t has no shape"),
                bad("negative shape", file(one(f, "[-1]", "[0,4]"), 4), "no whole number"),
                bad(
                        "shape beyond 64 bits",
                        file(one(f, "[99999999999999999999]", "[0,4]"), 4),
                        "no whole number"),
                bad(
                        "shape that overflows",
                        file(one(f, "[4294967296,4294967296]", "[0,4]"), 4),
                        "t has the impossible shape"),
                bad(
                        "overlap",
                        file(GOOD.replace("[8,9]", "[7,8]"), 8),
                        "b overlaps another tensor"),
                bad(
                        "same place twice",
                        file(GOOD.replace("[8,9]", "[0,1]"), 8),
                        "b overlaps another tensor"),
                bad("gap", file(GOOD.replace("[8,9]", "[9,10]"), 10), "leaves a gap"),
                bad("metadata no object", file("{'__metadata__':1}", 0), "__metadata__ is no obj"),
                bad(
                        "metadata no text",
                        file("{'__metadata__':{'k':1}}", 0),
                        "__metadata__.k is no text"));
    }

    private static byte[] utf16() {
        byte[] wide = GOOD.replace('\'', '"').getBytes(StandardCharsets.UTF_16LE);
        return file(wide.length, wide, 9);
    }

    private static Arguments bad(String what, byte[] content, String message) {
        return Arguments.of(what, content, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void whatIsWrongIsNamedWithTheFile(String what, byte[] content, String message)
            throws IOException {
        Path path = folder.resolve("broken.safetensors");
        Files.write(path, content);

        Allocation reading = Allocation.of(arrays -> Safetensors.read(path, arrays));

        reading.assertBounded(content.length, what);
        assertThat(reading.error().orElseThrow())
                .as(what)
                .hasMessageContaining("broken.safetensors")
                .hasMessageContaining(message);
    }

    @Test
    void aTensorBeyondTwoGibibytesIsRefusedByItsShape() throws IOException {
        Path path = folder.resolve("large.safetensors");
        byte[] header = file(one("'U8'", "[3221225472]", "[0,3221225472]"), 0);
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.write(header);
            sparse.setLength(header.length + (3L << 30));
        }

        assertThatThrownBy(() -> Safetensors.read(path, manager))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("large.safetensors")
                .hasMessageContaining("t has the impossible shape")
                .hasMessageContaining("2 GiB");
    }
}
