package org.mpssl.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as a file describes it, before its elements are read.
 *
 * @param name its name
 * @param type what its elements are
 * @param shape its shape
 * @param strides by how many elements two neighbours along each axis are apart
 * @param offset the first element's place in the storage, in elements
 * @param storage where the elements lie
 */
public record StoredTensor(
        String name,
        ElementType type,
        Shape shape,
        List<Long> strides,
        long offset,
        Storage storage) {

    private static final int MOST_AXES = 8;

    /** What the Java objects of a tensor and of its array take. */
    private static final int COST = 5000;

    /** Copies the list. */
    public StoredTensor {
        strides = List.copyOf(strides);
    }

    /** Makes a tensor whose elements are a whole storage, one after the other. */
    static StoredTensor dense(
            Source source, String name, ElementType type, List<Long> shape, Storage storage) {
        checkShape(source, name, type, shape);
        List<Long> strides = new ArrayList<>();
        long next = 1;
        for (int i = shape.size() - 1; i >= 0; i--) {
            strides.add(0, next);
            next *= Math.max(1, shape.get(i));
        }
        long needed = (shape.contains(0L) ? 0 : next) * type.bytes();
        if (needed != storage.bytes()) {
            throw source.bad(
                    "%s needs %d bytes and has %d".formatted(name, needed, storage.bytes()));
        }
        return of(source, name, type, shape, strides, 0, storage);
    }

    /** Makes a tensor, if all of its elements lie in the storage. */
    static StoredTensor of(
            Source source,
            String name,
            ElementType type,
            List<Long> shape,
            List<Long> strides,
            long offset,
            Storage storage) {
        source.spend(COST, "the list of tensors");
        if (!name.equals(Source.shown(name))) {
            throw source.bad("a tensor's name is too long or not printable: " + Source.shown(name));
        }
        checkShape(source, name, type, shape);
        if (shape.size() != strides.size()) {
            throw source.bad(
                    "%s has %d axes and %d strides".formatted(name, shape.size(), strides.size()));
        }
        if (offset < 0 || hasNegative(strides)) {
            throw source.bad(name + " has a negative stride or offset");
        }
        StoredTensor tensor = new StoredTensor(name, type, shape(shape), strides, offset, storage);
        if (!tensor.liesIn(storage.bytes() / type.bytes())) {
            throw source.bad("%s reaches beyond its storage %s".formatted(name, storage.key()));
        }
        return tensor;
    }

    private static Shape shape(List<Long> sizes) {
        long[] shape = new long[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sizes.get(i);
        }
        return new Shape(shape);
    }

    private static boolean hasNegative(List<Long> numbers) {
        for (long n : numbers) { // not a stream: there can be very many tensors
            if (n < 0) {
                return true;
            }
        }
        return false;
    }

    /** An empty axis counts as one, since the engine multiplies the others all the same. */
    private static void checkShape(Source source, String name, ElementType type, List<Long> shape) {
        long bytes = type.arrayType().getNumOfBytes();
        boolean possible = shape.size() <= MOST_AXES && !hasNegative(shape);
        for (int i = 0; i < shape.size() && possible; i++) {
            long n = Math.max(1, shape.get(i));
            possible = n <= Integer.MAX_VALUE && bytes * n <= Integer.MAX_VALUE;
            bytes *= n;
        }
        if (!possible) {
            throw source.bad(
                    "%s has the impossible shape %s; up to %d axes and 2 GiB are possible"
                            .formatted(name, Source.shown(shape.toString()), MOST_AXES));
        }
    }

    private boolean liesIn(long elements) {
        try {
            return shape.size() == 0 || Math.addExact(offset, reach()) < elements;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /** Returns how far the last element is from the first. */
    private long reach() {
        long reach = 0;
        for (int i = 0; i < strides.size(); i++) {
            reach = Math.addExact(reach, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return reach;
    }

    /**
     * Returns this tensor under another name.
     *
     * @param other the name
     * @return the same elements
     */
    public StoredTensor named(String other) {
        return new StoredTensor(other, type, shape, strides, offset, storage);
    }

    /** Returns whether the elements lie one after the other. */
    public boolean isDense() {
        long next = 1;
        for (int i = strides.size() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides.get(i) != next) {
                return shape.size() == 0;
            }
            next *= shape.get(i);
        }
        return true;
    }

    /** Returns the place in the file of the first element, in bytes. */
    public long position() {
        return storage.position() + offset * type.bytes();
    }

    /** Reads the elements. */
    NDArray read(Source source, NDManager manager) throws IOException {
        int elements = (int) shape.size();
        int size = elements * type.arrayType().getNumOfBytes();
        source.spend(size, name);
        ByteBuffer data = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        if (isDense()) {
            byte[] chunk = source.chunk();
            int most = chunk.length / type.bytes();
            for (int done = 0; done < elements; done += most) {
                int count = Math.min(most, elements - done);
                long at = position() + (long) done * type.bytes();
                source.read(at, chunk, 0, count * type.bytes());
                type.copy(littleEndian(chunk), 0, count, data);
            }
        } else {
            gather(source, data);
        }
        return manager.create(data.flip(), shape, type.arrayType());
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads all from the first element to the last, and picks the tensor's. */
    private void gather(Source source, ByteBuffer data) throws IOException {
        long span = (reach() + 1) * type.bytes();
        source.spend(span, name);
        if (span > Integer.MAX_VALUE - 8) {
            throw source.refused(name + " is spread over more than 2 GiB");
        }
        ByteBuffer all = littleEndian(source.read(position(), (int) span));
        int axes = strides.size();
        long[] index = new long[axes];
        int at = 0;
        while (data.hasRemaining()) {
            type.copy(all, at, 1, data);
            int axis = axes - 1;
            while (axis >= 0 && ++index[axis] == shape.get(axis)) {
                at -= (int) ((index[axis] - 1) * strides.get(axis));
                index[axis--] = 0;
            }
            at += axis < 0 ? 0 : (int) (long) strides.get(axis);
        }
    }
}
