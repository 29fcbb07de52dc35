package org.mpssl.weights;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the elements of a stored tensor are; the names of the constants are those of safetensors.
 *
 * <p>The engine computes in float32 and float64, so half precision becomes float32 when it is read.
 */
public enum ElementType {
    /** Double precision. */
    F64("DoubleStorage", 8, DataType.FLOAT64),
    /** Single precision. */
    F32("FloatStorage", 4, DataType.FLOAT32),
    /** IEEE half precision. */
    F16("HalfStorage", 2, DataType.FLOAT32),
    /** The upper half of single precision. */
    BF16("BFloat16Storage", 2, DataType.FLOAT32),
    /** Signed integers of 64 bits. */
    I64("LongStorage", 8, DataType.INT64),
    /** Signed integers of 32 bits. */
    I32("IntStorage", 4, DataType.INT32),
    /** Bytes from 0 to 255. */
    U8("ByteStorage", 1, DataType.UINT8),
    /** Truth values, one byte each. */
    BOOL("BoolStorage", 1, DataType.BOOLEAN);

    private final String torchName;
    private final int bytes;
    private final DataType arrayType;

    ElementType(String torchName, int bytes, DataType arrayType) {
        this.torchName = torchName;
        this.bytes = bytes;
        this.arrayType = arrayType;
    }

    /** Returns the size of an element in a file. */
    public int bytes() {
        return bytes;
    }

    /** Returns the type of an array that was read. */
    public DataType arrayType() {
        return arrayType;
    }

    /** Returns whether the elements are real numbers. */
    public boolean isFloating() {
        return arrayType.isFloating();
    }

    /** Returns the type of a name in safetensors. */
    static Optional<ElementType> ofSafetensors(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** Returns the type of the elements of PyTorch's storage class of a name. */
    static Optional<ElementType> ofTorchStorage(String name) {
        return Arrays.stream(values()).filter(type -> type.torchName.equals(name)).findFirst();
    }

    /** Returns the type under which an array is written. */
    static ElementType of(DataType type) {
        return Arrays.stream(values())
                .filter(e -> e.arrayType == type && e.bytes == type.getNumOfBytes())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no name for data type " + type));
    }

    /** Copies elements that lie one after the other, and converts them. */
    void copy(ByteBuffer from, int first, int count, ByteBuffer to) {
        int start = first * bytes;
        switch (this) {
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    to.putFloat(half(from.getShort(start + 2 * i)));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    to.putFloat(Float.intBitsToFloat(from.getShort(start + 2 * i) << 16));
                }
            }
            case BOOL -> {
                for (int i = 0; i < count; i++) {
                    to.put((byte) (from.get(start + i) == 0 ? 0 : 1));
                }
            }
            default -> to.put(from.slice(start, count * bytes));
        }
    }

    /** Returns the value of IEEE half precision bits. */
    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >>> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) { // zero, or too small for a leading one
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
