package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.weights.PickleBytes.oneTensor;
import static org.mpssl.weights.PickleBytes.start;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;

/** Small pickles of values that contain themselves or one another very often. */
class PickleBombTests {

    /** Reads with an eye on the memory and the time that this takes. */
    private static void read(byte[] content) throws IOException {
        Allocation reading = Allocation.ofReading(content);
        reading.assertBounded(content.length, "a crafted file");
        if (reading.error().isPresent()) {
            throw reading.error().get();
        }
    }

    private static final String LIST_IN_ITSELF = "]q\0h\0a";

    /** Tuples of tuples that share their items: 2^60 leaves in Python's eyes, 120 objects here. */
    private static String memoBomb() {
        StringBuilder bomb = new StringBuilder(")");
        for (char i = 0; i < 60; i++) {
            bomb.append('q').append(i).append('h').append(i).append('\u0086');
        }
        return bomb.toString();
    }

    static Stream<Arguments> pickles() {
        return Stream.of(
                Arguments.of("a list", start().raw("]").stop(), "holds no dictionary"),
                Arguments.of(
                        "a list in itself",
                        start().raw(LIST_IN_ITSELF).stop(),
                        "holds no dictionary"),
                Arguments.of("a memo bomb", start().raw(memoBomb()).stop(), "holds no dictionary"),
                Arguments.of("empty", start().raw("}").stop(), "holds no tensors by name"),
                Arguments.of(
                        "no tensors",
                        start().raw("}U\u0001eK\u0001s").stop(),
                        "no tensors by name"),
                Arguments.of(
                        "itself",
                        start().raw("}q\0U\u0005modelh\0s").stop(),
                        "no tensors by name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pickles")
    void whatHoldsNoTensorsIsRefused(String what, byte[] pickle, String message) {
        byte[] legacy = TorchFiles.join(TorchFiles.legacyStart(), pickle, start().raw(']').stop());
        for (byte[] content : new byte[][] {TorchFiles.zipped(pickle), legacy}) {
            assertThatThrownBy(() -> read(content))
                    .as(what)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("bad.pth is refused: it ")
                    .hasMessageContaining(message);
        }
    }

    static Stream<String> keys() {
        return Stream.of("K\u0001", LIST_IN_ITSELF, memoBomb());
    }

    /** To look for such a key in a table would take for ever, or all of the stack. */
    @ParameterizedTest
    @MethodSource("keys")
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aKeyOfAStorageIsTextBeforeItIsLookedFor(String key) {
        byte[] content =
                TorchFiles.join(
                        TorchFiles.legacyStart(),
                        oneTensor("0", 4, 0, new long[] {2, 2}, 2, 1),
                        start().raw("]" + key + "a").stop());

        assertThatThrownBy(() -> read(content))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("its list of storages has a key that is no text");
    }

    /** Every entry is the same dictionary, so that looking through each takes n * n steps. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDictionaryUnderManyNamesIsLookedThroughOnce() {
        int count = 200_000;
        PickleBytes pickle = start().raw("}(K\0}q\0(");
        for (int i = 0; i < count; i++) {
            pickle.raw('J').little(i, 4).raw('N');
        }
        pickle.raw('u');
        for (int i = 1; i < count; i++) {
            pickle.raw('J').little(i, 4).raw("h\0");
        }
        byte[] content =
                TorchFiles.zip()
                        .entry("a/data.pkl", pickle.raw('u').stop())
                        .entry("a/data/0", new byte[40 << 20]) // large enough to be granted so much
                        .build();

        assertThatThrownBy(() -> read(content))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it holds no tensors by name");
    }
}
