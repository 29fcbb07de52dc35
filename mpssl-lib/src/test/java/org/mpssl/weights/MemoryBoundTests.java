package org.mpssl.weights;

import static org.mpssl.weights.PickleBytes.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that ask for as much memory as their kind can, small enough and too large to be granted.
 */
class MemoryBoundTests {

    private static final int[] COUNTS = {3_000, 30_000, 300_000};

    @BeforeAll
    static void loadEverything() throws IOException {
        Allocation.ofReading(TorchFiles.zipped(repeated("]", 10)));
        Allocation.ofReading(TorchFiles.legacy(strided(2)));
        Allocation.ofReading(emptyTensors(2));
    }

    static Stream<Arguments> greedy() {
        return Stream.of(
                of("lists", n -> TorchFiles.zipped(repeated("]", n))),
                of("dictionaries", n -> TorchFiles.zipped(repeated("}", n))),
                of("dictionaries with an entry", n -> TorchFiles.zipped(repeated("}K\u0001Ns", n))),
                of("dictionaries within one", n -> TorchFiles.zipped(within(n))),
                of("nested lists", n -> TorchFiles.zipped(repeated("]", n, "a"))),
                of("marks", n -> TorchFiles.zipped(repeated("(", n))),
                of("a huge tuple", n -> TorchFiles.zipped(repeated("N", n, "t"))),
                of("nested tuples", n -> TorchFiles.zipped(repeated("\u0085", n, "."))),
                of("numbers", n -> TorchFiles.zipped(repeated("M\u00ff\u00ff", n))),
                of("long integers", n -> TorchFiles.zipped(integers(n / 100))),
                of("real numbers", n -> TorchFiles.zipped(repeated("G12345678", n))),
                of("short texts", n -> TorchFiles.zipped(repeated("U\u0001a", n))),
                of("a long text", n -> TorchFiles.zipped(start().text("\u00fc".repeat(n)).stop())),
                of("memos", n -> TorchFiles.zipped(memos(n))),
                of("calls", n -> TorchFiles.zipped(calls(n))),
                of("legacy lists", n -> TorchFiles.legacy(repeated("]", n))),
                of("keys", n -> TorchFiles.join(TorchFiles.legacyStart(), keys(n))),
                of("a tensor under many names", n -> TorchFiles.zipped(names(n / 10))),
                of("one number, often", n -> TorchFiles.zipped(expanded(n))),
                of("tensors across the storage", n -> spread(n / 100, n)),
                of("entries", n -> entries(Math.min(n, 60_000))),
                of("extra fields", n -> extras(Math.min(n, 60_000))),
                of("a storage under many names", n -> shared(n / 100)),
                of("empty tensors", n -> emptyTensors(n / 10)),
                of("metadata", n -> safetensors("{'__metadata__':{" + metadata(n / 10) + "}}")),
                of("brackets", n -> safetensors("{'a':{'shape':" + "[".repeat(n))),
                of("sizes", n -> safetensors("{'a':{'shape':[0" + ",1".repeat(n) + "]}}")),
                of("a long name", n -> safetensors("{'" + "\u00fc".repeat(n) + "':0}")));
    }

    private interface Maker {
        byte[] make(int count) throws IOException;
    }

    private static Arguments of(String what, Maker maker) {
        return Arguments.of(what, maker);
    }

    private static byte[] repeated(String instructions, int count) {
        return start().raw(instructions.repeat(count)).stop();
    }

    private static byte[] repeated(String before, int count, String after) {
        String end = after.equals("a") ? after.repeat(count) : after;
        return start().raw("(N" + before.repeat(count) + end).stop();
    }

    private static byte[] within(int count) {
        PickleBytes pickle = start().raw("}(");
        for (int i = 0; i < count; i++) {
            pickle.raw('J').little(i, 4).raw('}');
        }
        return pickle.raw('u').stop();
    }

    private static byte[] integers(int count) {
        PickleBytes pickle = start();
        for (int i = 0; i < count; i++) {
            pickle.raw(0x8a, 255).raw("\u0001".repeat(255));
        }
        return pickle.stop();
    }

    private static byte[] memos(int count) {
        PickleBytes pickle = start().raw('N');
        for (int i = 0; i < count; i++) {
            pickle.raw('r').little(i, 4);
        }
        return pickle.stop();
    }

    private static byte[] calls(int count) {
        return start().global("collections OrderedDict")
                .raw("q\0")
                .raw("h\0)R0".replace("0", "").repeat(count))
                .stop();
    }

    private static byte[] keys(int count) {
        return TorchFiles.join(
                start().raw('}').stop(), start().raw("](" + "U\u0001a".repeat(count) + "e").stop());
    }

    private static byte[] names(int count) {
        PickleBytes pickle =
                PickleBytes.named("t")
                        .tensor(
                                "torch FloatStorage",
                                "0",
                                4,
                                0,
                                new long[] {1, 1, 1, 1},
                                1,
                                1,
                                1,
                                1)
                        .raw("q\u0007s");
        for (int i = 0; i < count; i++) {
            pickle.text("n" + i).raw("h\u0007s");
        }
        return pickle.stop();
    }

    private static byte[] expanded(int count) {
        PickleBytes pickle = start().raw('}');
        for (int i = 0; i < 8; i++) {
            pickle.text("t" + i)
                    .tensor("torch HalfStorage", "0", 8, 0, new long[] {count, 1 + i}, 0, 0)
                    .raw('s');
        }
        return pickle.stop();
    }

    private static byte[] strided(int count) {
        PickleBytes pickle = start().raw('}');
        for (int i = 0; i < count; i++) {
            pickle.text("t" + i)
                    .tensor("torch FloatStorage", "0", 4, 0, new long[] {2}, 3)
                    .raw('s');
        }
        return pickle.stop();
    }

    /** Each tensor has two numbers, the first and the last of a storage. */
    private static byte[] spread(int count, int floats) {
        PickleBytes pickle = start().raw('}');
        for (int i = 0; i < count; i++) {
            pickle.text("t" + i)
                    .tensor("torch FloatStorage", "0", floats, 0, new long[] {2}, floats - 1)
                    .raw('s');
        }
        return TorchFiles.zip()
                .entry("a/data.pkl", pickle.stop())
                .entry("a/data/0", new byte[4 * floats])
                .build();
    }

    private static byte[] entries(int count) {
        TorchFiles archive = TorchFiles.zip().entry("a/data.pkl", strided(1));
        for (int i = 0; i < count; i++) {
            archive.entry("a/" + i, new byte[0]);
        }
        return archive.build();
    }

    /** An entry of the directory with as many extra fields, all empty, as its length can say. */
    private static byte[] extras(int count) {
        TorchFiles archive = TorchFiles.zip().entry("a/data.pkl", strided(1));
        for (int i = 0; i < count / 1000; i++) {
            archive.entry("a/" + i, new byte[0], new byte[60_000]);
        }
        return archive.build();
    }

    /** Each tensor is the same half of a storage that takes a chunk to read. */
    private static byte[] shared(int count) {
        PickleBytes pickle = start().raw('}');
        for (int i = 0; i < count; i++) {
            pickle.text("t" + i)
                    .tensor("torch HalfStorage", "0", 1 << 15, 0, new long[] {1 << 14}, 1)
                    .raw('s');
        }
        return TorchFiles.zip()
                .entry("a/data.pkl", pickle.stop())
                .entry("a/data/0", new byte[1 << 16])
                .build();
    }

    static byte[] emptyTensors(int count) {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("'")
                    .append(Integer.toString(i, 36))
                    .append("':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}");
        }
        return safetensors(header.append("}").toString());
    }

    private static String metadata(int count) {
        StringBuilder text = new StringBuilder("'k':''");
        for (int i = 0; i < count; i++) {
            text.append(",'").append(i).append("':''");
        }
        return text.toString();
    }

    private static byte[] safetensors(String header) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return TorchFiles.join(TorchFiles.length(text.length), text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("greedy")
    void noFileTakesMoreMemoryThanItsSizeAllows(String what, Maker maker) throws IOException {
        for (int count : COUNTS) {
            byte[] content = maker.make(count);
            Allocation.ofReading(content).assertBounded(content.length, what + ", " + count);
        }
    }
}
