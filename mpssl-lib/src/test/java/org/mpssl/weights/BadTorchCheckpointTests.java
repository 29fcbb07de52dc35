package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.weights.PickleBytes.named;
import static org.mpssl.weights.PickleBytes.oneTensor;
import static org.mpssl.weights.PickleBytes.start;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;

/** One crafted pickle per rule that it can break, in both kinds of PyTorch's files. */
class BadTorchCheckpointTests {

    private static final String FLOATS = "torch FloatStorage";
    private static final long[] FOUR = {4};

    /** Reads with an eye on the memory and the time that this takes. */
    private static void read(byte[] content) throws IOException {
        Allocation reading = Allocation.ofReading(content);
        reading.assertBounded(content.length, "a crafted file");
        if (reading.error().isPresent()) {
            throw reading.error().get();
        }
    }

    static Stream<Arguments> badPickles() {
        return Stream.of(
                bad("protocol 5", start().raw(0x80, 5).stop(), "a pickle of protocol 5"),
                bad("unknown instruction", start().raw('o').stop(), "the instruction 0x6f"),
                bad("extension", start().raw(0x82, 1).stop(), "the instruction 0x82"),
                bad("huge LONG", start().raw(0x8b).little(-1, 4).stop(), "the instruction 0x8b"),
                bad("os.system", call("posix system"), "it asks for posix.system, and to give"),
                bad("eval", call("builtins eval"), "it asks for builtins.eval"),
                bad("getattr", call("__builtin__ getattr"), "it asks for __builtin__.getattr"),
                bad("numpy", call("numpy.core.multiarray scalar"), "for numpy.core.multiarray"),
                bad("torch.load", call("torch load"), "it asks for torch.load"),
                bad("like a storage", call("torch.x EvilStorage"), "torch.x.EvilStorage; [F64"),
                bad(
                        "name is none",
                        start().raw("cos\n\u0007system\n").stop(),
                        "a name that is none"),
                bad("name without end", start().raw("c" + "a".repeat(500)).stop(), "that is none"),
                bad("call of a text", start().text("f").raw(")R").stop(), "calls what is no func"),
                bad("call of a storage", start().global(FLOATS).raw(")R").stop(), "no function"),
                bad("no tuple", start().global("torch Size").raw("]R").stop(), "without a tuple"),
                bad(
                        "class call",
                        start().global("torch Size").raw(")\u0081").stop(),
                        "no function"),
                bad("no arguments", call("torch._utils _rebuild_tensor_v2"), "in an unusual way"),
                bad("parameter of a text", parameter(), "_rebuild_parameter in an unusual way"),
                bad("dict of a number", dictionary("K\u0001"), "of what is no list"),
                bad("dict of numbers", dictionary("]K\u0001a"), "what are no pairs"),
                bad("state of a list", start().raw("]}b").stop(), "sets attributes of an object"),
                bad("empty stack", start().stop(), "takes more than is there"),
                bad("tuple of nothing", start().raw(0x85).stop(), "takes more than is there"),
                bad("no mark", start().raw("Nt").stop(), "takes more than is there"),
                bad("below the mark", start().raw("N(\u0085").stop(), "takes more than is there"),
                bad("not in the memo", start().raw('h', 7).stop(), "refers to what it did not say"),
                bad("append to a dict", start().raw("}Na").stop(), "appends to what is no list"),
                bad("items of a list", start().raw("]NNs").stop(), "of what is no dictionary"),
                bad("key without value", start().raw("}(Nu").stop(), "of what is no dictionary"),
                bad("tuple as key", start().raw("})Ns").stop(), "neither text nor number"),
                bad("same key twice", twice(), "two entries 't'"),
                bad("left behind", start().raw("NN").stop(), "leaves something behind"),
                bad("mark left behind", start().raw("N(").stop(), "takes more than is there"),
                bad("not UTF-8", start().raw("U\u0001\u00e9").stop(), "is not UTF-8"),
                bad("surrogate", start().raw("U\u0003\u00ed\u00a0\u0080").stop(), "is not UTF-8"),
                bad("no storage", start().raw(")Q").stop(), "that is no storage"),
                bad("a module", start().raw("(U\u0006modulettttQ").stop(), "more than is there"),
                bad("part of a storage", view(), "its storage 0 is part of another"),
                bad("two types", twoTypes(), "says two things of its storage 0"),
                bad("negative storage", oneTensor("0", -1, 0, FOUR, 1), "two things of its stor"),
                bad("huge storage", oneTensor("0", 1L << 62, 0, FOUR, 1), "two things of its st"),
                bad("no name", start().raw("}K\u0001").raw(tiny()).raw('s').stop(), "has no name"),
                bad("control in name", tensorCalled("a\u001b[2J"), "not printable: a?[2J"),
                bad("long name", tensorCalled("n".repeat(501)), "not printable"),
                bad("offset is a text", offset(), "t has no name or no offset"),
                bad("negative offset", oneTensor("0", 4, -1, FOUR, 1), "negative stride or offs"),
                bad("negative stride", oneTensor("0", 4, 3, FOUR, -1), "negative stride or offs"),
                bad("negative size", oneTensor("0", 4, 0, new long[] {-4}, 1), "impossible shape"),
                bad("storage too small", oneTensor("0", 4, 1, FOUR, 1), "reaches beyond its stor"),
                bad("stride too large", oneTensor("0", 4, 0, new long[] {2}, 4), "reaches beyond"),
                bad("stride overflows", oneTensor("0", 4, 0, FOUR, 1L << 62), "reaches beyond"),
                bad("offset overflows", oneTensor("0", 4, -1L >>> 1, FOUR, 1), "reaches beyond"),
                bad("too few strides", oneTensor("0", 4, 0, FOUR), "has 1 axes and 0 strides"),
                bad("nine axes", oneTensor("0", 4, 0, new long[9], new long[9]), "up to 8 axes"),
                bad("shape overflows", repeated(1L << 31, 1L << 31), "t has the impossible shape"),
                bad("size beyond 64 bits", beyond(), "is no whole number of 64 bits"),
                bad("one number, often", repeated(10_000, 10_000), "t asks for more memory"),
                bad("conjugated", conjugated(), "_rebuild_tensor_v2 in an unusual way"));
    }

    private static Arguments bad(String what, byte[] pickle, String message) {
        return Arguments.of(what, pickle, message);
    }

    private static byte[] call(String global) {
        return start().global(global).raw(")R").stop();
    }

    private static byte[] parameter() {
        return start().global("torch._utils _rebuild_parameter").text("x").raw(0x85, 'R').stop();
    }

    private static byte[] dictionary(String argument) {
        return start().global("collections OrderedDict").raw(argument).raw(0x85, 'R').stop();
    }

    private static byte[] twice() {
        return named("t").raw('N').raw('s').text("t").raw('N').raw('s').stop();
    }

    private static byte[] view() {
        return start().raw('(')
                .text("storage")
                .global(FLOATS)
                .text("0")
                .text("cpu")
                .integer(4)
                .tuple(1, 0, 2)
                .raw("tQ")
                .stop();
    }

    private static byte[] twoTypes() {
        return start().storage(FLOATS, "0", 4).storage("torch LongStorage", "0", 4).stop();
    }

    private static String tiny() {
        PickleBytes tensor = new PickleBytes().tensor(FLOATS, "0", 4, 0, new long[] {2, 2}, 2, 1);
        return new String(tensor.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static byte[] tensorCalled(String name) {
        return named(name).raw(tiny()).raw('s').stop();
    }

    private static byte[] offset() {
        return named("t")
                .global("torch._utils _rebuild_tensor")
                .raw('(')
                .storage(FLOATS, "0", 4)
                .text("0")
                .raw("))tRs")
                .stop();
    }

    private static byte[] repeated(long rows, long columns) {
        return oneTensor("0", 4, 0, new long[] {rows, columns}, 0, 0);
    }

    private static byte[] beyond() {
        return named("t")
                .global("torch._utils _rebuild_tensor")
                .raw('(')
                .storage(FLOATS, "0", 4)
                .integer(0)
                .raw(0x8a, 9)
                .little(-1, 8)
                .raw(1, 0x85)
                .tuple(1)
                .raw("tRs")
                .stop();
    }

    private static byte[] conjugated() {
        return named("t")
                .global("torch._utils _rebuild_tensor_v2")
                .raw('(')
                .storage(FLOATS, "0", 4)
                .integer(0)
                .tuple(4)
                .tuple(1)
                .raw(0x89, '}', '}')
                .text("conj")
                .raw(0x88, 's')
                .raw("tRs")
                .stop();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPickles")
    void whatIsWrongWithAPickleIsNamedInBothContainers(String what, byte[] pickle, String message) {
        for (byte[] content : new byte[][] {TorchFiles.zipped(pickle), TorchFiles.legacy(pickle)}) {
            assertThatThrownBy(() -> read(content))
                    .as(what)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("bad.pth is ")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void theCraftedPickleIsReadWhenNothingIsWrongWithIt() throws IOException {
        byte[] pickle = oneTensor("0", 4, 0, new long[] {2, 2}, 2, 1);

        read(TorchFiles.zipped(pickle));
        read(TorchFiles.legacy(pickle));
    }

    @Test
    void anInstructionCutOffAtTheEndIsFound() {
        byte[] whole = oneTensor("0", 4, 0, new long[] {2, 2}, 2, 1);
        for (int n = 0; n < whole.length; n++) {
            byte[] part = java.util.Arrays.copyOf(whole, n);
            assertThatThrownBy(() -> read(TorchFiles.zipped(part)))
                    .as(n + " bytes")
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("ends in the middle: the file was cut off");
        }
    }

    @Test
    void aTextLongerThanTheFileIsNotEvenAskedFor() {
        byte[] pickle = start().raw('X').little(0xfffffff0L, 4).raw("abc").stop();

        assertThatThrownBy(() -> read(TorchFiles.zipped(pickle)))
                .hasMessageContaining("asks for more memory");
        assertThat(pickle).hasSizeLessThan(20);
    }
}
