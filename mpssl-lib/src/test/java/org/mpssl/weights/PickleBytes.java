package org.mpssl.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a pickle, instruction by instruction: honest ones, and ones that no Python would write.
 */
final class PickleBytes {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Starts a pickle of protocol 2. */
    static PickleBytes start() {
        return new PickleBytes().raw(0x80, 2);
    }

    /** Starts a dictionary with the name of its only tensor. */
    static PickleBytes named(String name) {
        return start().raw('}').text(name);
    }

    /** Returns the pickle of a dictionary with a tensor "t" of float32. */
    static byte[] oneTensor(String key, long elements, long offset, long[] sizes, long... strides) {
        return named("t")
                .tensor("torch FloatStorage", key, elements, offset, sizes, strides)
                .raw('s')
                .stop();
    }

    PickleBytes raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    PickleBytes raw(String latin) {
        out.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleBytes text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        raw('X').little(utf8.length, 4);
        out.writeBytes(utf8);
        return this;
    }

    PickleBytes integer(long n) {
        return raw(0x8a, 8).little(n, 8);
    }

    PickleBytes little(long n, int count) {
        byte[] bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(n).array();
        out.write(bytes, 0, count);
        return this;
    }

    /** Names something, as "module name". */
    PickleBytes global(String moduleAndName) {
        return raw("c" + moduleAndName.replace(' ', '\n') + "\n");
    }

    PickleBytes tuple(long... numbers) {
        raw('(');
        for (long n : numbers) {
            integer(n);
        }
        return raw('t');
    }

    PickleBytes storage(String type, String key, long elements) {
        return raw('(').text("storage")
                .global(type)
                .text(key)
                .text("cpu")
                .integer(elements)
                .raw("tQ");
    }

    PickleBytes tensor(
            String type, String key, long elements, long offset, long[] sizes, long... strides) {
        return global("torch._utils _rebuild_tensor_v2")
                .raw('(')
                .storage(type, key, elements)
                .integer(offset)
                .tuple(sizes)
                .tuple(strides)
                .raw(0x89)
                .global("collections OrderedDict")
                .raw(")RtR");
    }

    byte[] stop() {
        return raw('.').bytes();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
