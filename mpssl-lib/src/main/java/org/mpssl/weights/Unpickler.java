package org.mpssl.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the instructions of a pickle, of protocol 2, that build values: numbers, texts, tuples,
 * lists, dictionaries, and what {@link TorchObjects} allows. Every other instruction is refused, so
 * that a file can name nothing of this program and run nothing.
 *
 * <p>None is {@code null}; integers are {@link Long}, or {@link BigInteger} if they are longer.
 */
final class Unpickler {

    /** What one instruction can add to the memory, on average over those that build something. */
    private static final int COST = 128;

    private static final String WHERE = "its pickled part";
    private static final int PROTOCOL = 2;

    /** Python's tuple: a list that does not change. */
    record Tuple(List<Object> items) {}

    private final Source source;
    private final PickleInput in;
    private final TorchObjects objects;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private int[] marks = new int[16];
    private int marked;

    Unpickler(Source source, PickleInput in, TorchObjects objects) {
        this.source = source;
        this.in = in;
        this.objects = objects;
    }

    /** Reads one pickle, up to and with its STOP instruction, and returns its value. */
    Object read() throws IOException {
        for (int opcode = in.u8(); opcode != '.'; opcode = in.u8()) {
            source.spend(COST, WHERE);
            run(opcode);
        }
        Object value = pop();
        if (!stack.isEmpty() || marked > 0) {
            throw source.bad(WHERE + " leaves something behind");
        }
        return value;
    }

    private void run(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> checkProtocol(in.u8());
            case '(' -> mark();
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'K' -> stack.add((long) in.u8());
            case 'M' -> stack.add((long) in.u16());
            case 'J' -> stack.add((long) in.i32());
            case 0x8a -> stack.add(integer(in.bytes(in.u8())));
            case 'G' -> stack.add(in.real());
            case 'X' -> stack.add(in.text(in.u32()));
            case 'U' -> stack.add(in.text(in.u8()));
            case 'T' -> stack.add(in.text(in.u32()));
            case ')' -> stack.add(new Tuple(List.of()));
            case 0x85 -> stack.add(tuple(1));
            case 0x86 -> stack.add(tuple(2));
            case 0x87 -> stack.add(tuple(3));
            case 't' -> stack.add(new Tuple(sinceMark()));
            case ']' -> stack.add(new ArrayList<>());
            case '}' -> stack.add(new LinkedHashMap<>());
            case 'a' -> append(take(1));
            case 'e' -> append(sinceMark());
            case 's' -> put(take(2));
            case 'u' -> put(sinceMark());
            case 'q' -> memo.put((long) in.u8(), top());
            case 'r' -> memo.put(in.u32(), top());
            case 'h' -> stack.add(remembered(in.u8()));
            case 'j' -> stack.add(remembered(in.u32()));
            case 'c' -> stack.add(objects.global(in.line() + "." + in.line()));
            case 'R' -> call(false);
            case 0x81 -> call(true);
            case 'b' -> build();
            case 'Q' -> stack.add(objects.storage(pop()));
            default ->
                    throw source.refused(
                            "%s has the instruction 0x%02x, which no state dict needs"
                                    .formatted(WHERE, opcode));
        }
    }

    private void checkProtocol(int protocol) {
        if (protocol != PROTOCOL) {
            throw source.refused(
                    """
                    it is a pickle of protocol %d, and torch.save writes protocol %d unless it is \
                    told otherwise"""
                            .formatted(protocol, PROTOCOL));
        }
    }

    private Object top() {
        if (stack.size() <= floor()) {
            throw source.bad(WHERE + " takes more than is there");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() {
        Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    /** Values below the last mark are out of reach. */
    private int floor() {
        return marked == 0 ? 0 : marks[marked - 1];
    }

    private void mark() {
        if (marked == marks.length) {
            marks = Arrays.copyOf(marks, 2 * marked);
        }
        marks[marked++] = stack.size();
    }

    private List<Object> sinceMark() {
        if (marked == 0) {
            throw source.bad(WHERE + " takes more than is there");
        }
        List<Object> items = take(stack.size() - floor());
        marked--;
        return items;
    }

    private List<Object> take(int count) {
        if (stack.size() - count < floor()) {
            throw source.bad(WHERE + " takes more than is there");
        }
        List<Object> last = stack.subList(stack.size() - count, stack.size());
        List<Object> items = new ArrayList<>(last);
        last.clear();
        return items;
    }

    private Tuple tuple(int count) {
        return new Tuple(take(count));
    }

    /** Returns the integer of little-endian bytes; none of them is zero. */
    private static Object integer(byte[] bytes) {
        for (int i = 0; i < bytes.length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swapped;
        }
        BigInteger integer = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }

    private Object remembered(long index) {
        Object value = memo.get(index);
        if (value == null && !memo.containsKey(index)) {
            throw source.bad(WHERE + " refers to what it did not say");
        }
        return value;
    }

    private void append(List<Object> items) {
        if (!(top() instanceof ArrayList<?>)) {
            throw source.bad(WHERE + " appends to what is no list");
        }
        list(top()).addAll(items);
    }

    @SuppressWarnings("unchecked") // lists come from this class alone
    private static List<Object> list(Object list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked") // dictionaries come from this package alone
    static Map<Object, Object> dictionary(Object map) {
        return (Map<Object, Object>) map;
    }

    private void put(List<Object> keysAndValues) {
        if (!(top() instanceof Map<?, ?>) || keysAndValues.size() % 2 != 0) {
            throw source.bad(WHERE + " sets items of what is no dictionary");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            objects.put(dictionary(top()), keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    private void call(boolean onClass) {
        if (pop() instanceof Tuple arguments) {
            stack.add(objects.call(pop(), arguments.items(), onClass));
        } else {
            throw source.bad(WHERE + " calls something without a tuple of arguments");
        }
    }

    /** Attributes of dictionaries and parameters are left out: they are no weights. */
    private void build() {
        pop();
        if (!(top() instanceof Map<?, ?>) && !(top() instanceof TorchObjects.Tensor)) {
            throw source.refused(WHERE + " sets attributes of an object");
        }
    }
}
