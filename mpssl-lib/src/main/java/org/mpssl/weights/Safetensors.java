package org.mpssl.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.tensor.Parameters;

/**
 * Reads and writes the safetensors format: an 8-byte little-endian header length, a JSON header of
 * name, dtype, shape and offsets, then raw little-endian data.
 *
 * <p>Reading is strict: whatever the header says must fit the bytes exactly.
 */
public final class Safetensors {

    /** The longest array of Java, with room for its header. */
    private static final long MAX_FILE = Integer.MAX_VALUE - 8;

    private static final int CHUNK = 1 << 16;
    private static final Map<String, DataType> TYPES =
            Map.of(
                    "F64", DataType.FLOAT64,
                    "F32", DataType.FLOAT32,
                    "I64", DataType.INT64,
                    "I32", DataType.INT32,
                    "U8", DataType.UINT8);

    private Safetensors() {}

    /**
     * Writes tensors, atomically: a reader sees the old file or the new one.
     *
     * @param file the file
     * @param tensors the tensors
     * @param metadata free text by key
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Parameters tensors, Map<String, String> metadata)
            throws IOException {
        ObjectNode header = Header.JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(Header.METADATA);
            new TreeMap<>(metadata).forEach(node::put);
        }
        List<ByteBuffer> data = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, NDArray> tensor : tensors) {
            ByteBuffer bytes = tensor.getValue().toByteBuffer();
            ObjectNode node = header.putObject(tensor.getKey());
            node.put("dtype", typeName(tensor.getValue().getDataType()));
            for (long n : tensor.getValue().getShape().getShape()) {
                node.withArray("shape").add(n);
            }
            node.withArray("shape");
            node.withArray("data_offsets").add(offset).add(offset + bytes.remaining());
            offset += bytes.remaining();
            data.add(bytes);
        }
        byte[] text = headerBytes(header);
        AtomicFile.write(file, out -> writeAll(out, text, data));
    }

    private static String typeName(DataType type) {
        return TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no name for data type " + type));
    }

    /** Pads the header with spaces so that the data starts at a multiple of eight. */
    private static byte[] headerBytes(ObjectNode header) throws JsonProcessingException {
        byte[] text = Header.JSON.writeValueAsBytes(header);
        byte[] padded = new byte[(text.length + 7) / 8 * 8];
        java.util.Arrays.fill(padded, (byte) ' ');
        System.arraycopy(text, 0, padded, 0, text.length);
        return padded;
    }

    private static void writeAll(OutputStream out, byte[] header, List<ByteBuffer> data)
            throws IOException {
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(header.length).array());
        out.write(header);
        byte[] chunk = new byte[CHUNK];
        for (ByteBuffer bytes : data) {
            while (bytes.hasRemaining()) {
                int n = Math.min(chunk.length, bytes.remaining());
                bytes.get(chunk, 0, n);
                out.write(chunk, 0, n);
            }
        }
    }

    /**
     * Reads every tensor of a file.
     *
     * @param file the file
     * @param manager the owner of the arrays
     * @return the tensors, in the order of their data
     * @throws UserError if the file is not a correct safetensors file
     * @throws IOException if it cannot be read
     */
    public static Parameters read(Path file, NDManager manager) throws IOException {
        long size = Files.size(file);
        if (size > MAX_FILE) {
            throw new UserError(
                    "%s holds %d bytes; files of more than %d bytes (2 GiB) cannot be read"
                            .formatted(file, size, MAX_FILE));
        }
        return read(Files.readAllBytes(file), file.toString(), manager);
    }

    /**
     * Reads every tensor of a file's content.
     *
     * @param content the bytes
     * @param name what to call it in errors
     * @param manager the owner of the arrays
     * @return the tensors, in the order of their data
     * @throws UserError if the content is not correct safetensors
     */
    public static Parameters read(byte[] content, String name, NDManager manager) {
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        JsonNode header = Header.read(buffer, name);
        ByteBuffer data = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, Map.Entry<String, JsonNode>> byOffset = new TreeMap<>();
        List<Map.Entry<String, JsonNode>> empty = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (entry.getKey().equals(Header.METADATA)) {
                Header.checkMetadata(entry.getValue(), name);
            } else {
                JsonNode offsets = entry.getValue().path("data_offsets");
                if (offsets.size() != 2) {
                    throw Header.bad(name, entry.getKey() + " has no pair of offsets");
                }
                long begin = number(offsets.path(0), name, entry);
                long end = number(offsets.path(1), name, entry);
                if (begin > end || end > data.capacity()) {
                    throw Header.bad(name, entry.getKey() + " lies outside the file's data");
                }
                if (begin == end) {
                    empty.add(entry);
                } else if (byOffset.put((int) begin, entry) != null) {
                    throw Header.bad(name, entry.getKey() + " overlaps another tensor");
                }
            }
        }
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<Integer, Map.Entry<String, JsonNode>> at : byOffset.entrySet()) {
            if (at.getKey() != next) {
                throw Header.bad(
                        name, at.getValue().getKey() + " overlaps another tensor or leaves a gap");
            }
            next = at.getValue().getValue().path("data_offsets").path(1).intValue();
            tensors.put(at.getValue().getKey(), tensor(at.getValue(), data, name, manager));
        }
        if (next != data.capacity()) {
            throw Header.bad(
                    name,
                    "%d bytes at its end belong to no tensor".formatted(data.capacity() - next));
        }
        for (Map.Entry<String, JsonNode> entry : empty) {
            tensors.put(entry.getKey(), tensor(entry, data, name, manager));
        }
        return Parameters.of(tensors);
    }

    /**
     * Reads the metadata of a file's content.
     *
     * @param content the bytes
     * @param name what to call it in errors
     * @return free text by key; empty if the file has none
     * @throws UserError if the header is not correct
     */
    public static Map<String, String> metadata(byte[] content, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        JsonNode metadata = Header.read(buffer, name).path(Header.METADATA);
        Map<String, String> texts = new TreeMap<>();
        if (!metadata.isMissingNode()) {
            Header.checkMetadata(metadata, name);
            metadata.properties().forEach(e -> texts.put(e.getKey(), e.getValue().textValue()));
        }
        return texts;
    }

    private static NDArray tensor(
            Map.Entry<String, JsonNode> entry, ByteBuffer data, String name, NDManager manager) {
        JsonNode node = entry.getValue();
        DataType type = TYPES.get(node.path("dtype").asText());
        if (type == null) {
            throw Header.bad(
                    name,
                    "%s has dtype %s; known are %s"
                            .formatted(entry.getKey(), node.path("dtype"), TYPES.keySet()));
        }
        if (!node.path("shape").isArray()) {
            throw Header.bad(name, entry.getKey() + " has no shape");
        }
        long[] shape = new long[node.path("shape").size()];
        long size = type.getNumOfBytes();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = number(node.path("shape").get(i), name, entry);
            size = multiply(size, shape[i], name, entry.getKey());
        }
        int begin = node.path("data_offsets").path(0).intValue();
        int end = node.path("data_offsets").path(1).intValue();
        if (size != end - begin) {
            throw Header.bad(
                    name,
                    "%s needs %d bytes and has %d".formatted(entry.getKey(), size, end - begin));
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
        bytes.put(data.slice(begin, (int) size)).flip();
        return manager.create(bytes, new Shape(shape), type);
    }

    private static long multiply(long size, long n, String name, String tensor) {
        try {
            return Math.multiplyExact(size, n);
        } catch (ArithmeticException e) {
            throw Header.bad(name, tensor + " has an impossible shape");
        }
    }

    private static long number(JsonNode node, String name, Map.Entry<String, JsonNode> entry) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw Header.bad(
                    name, entry.getKey() + " has a shape or offset that is no whole number");
        }
        return node.longValue();
    }
}
