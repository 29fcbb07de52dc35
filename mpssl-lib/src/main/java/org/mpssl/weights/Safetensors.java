package org.mpssl.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.StrictJson;
import org.mpssl.tensor.Parameters;

/**
 * Reads and writes the safetensors format: an 8-byte little-endian header length, a JSON header of
 * name, dtype, shape and offsets, then raw little-endian data.
 *
 * <p>Reading is strict: whatever the header says must fit the bytes exactly.
 */
public final class Safetensors {

    private static final int CHUNK = 1 << 16;
    private static final JsonMapper JSON = StrictJson.mapper().build();

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
        byte[] header = header(tensors, metadata);
        AtomicFile.write(
                file,
                out -> {
                    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                    out.write(length.putLong(header.length).array());
                    out.write(header);
                    for (Map.Entry<String, NDArray> tensor : tensors) {
                        write(tensor.getValue().toByteBuffer(), out);
                    }
                });
    }

    private static void write(ByteBuffer bytes, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (bytes.hasRemaining()) {
            int n = Math.min(chunk.length, bytes.remaining());
            bytes.get(chunk, 0, n);
            out.write(chunk, 0, n);
        }
    }

    /** Pads the header with spaces so that the data starts at a multiple of eight. */
    private static byte[] header(Parameters tensors, Map<String, String> metadata)
            throws JsonProcessingException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = header.putObject(Header.METADATA);
            new TreeMap<>(metadata).forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, NDArray> tensor : tensors) {
            NDArray array = tensor.getValue();
            ElementType type = ElementType.of(array.getDataType());
            long end = offset + array.size() * type.bytes();
            ObjectNode node = header.putObject(tensor.getKey());
            node.put("dtype", type.name());
            for (long n : array.getShape().getShape()) {
                node.withArray("shape").add(n);
            }
            node.withArray("shape");
            node.withArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
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
        try (WeightFile open =
                WeightFile.of(new Source(file.toString(), Bytes.of(file), Container.SAFETENSORS))) {
            return open.read(manager);
        }
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
        try (WeightFile open = inMemory(content, name)) {
            return open.read(manager);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the metadata of a file's content.
     *
     * @param content the bytes
     * @param name what to call it in errors
     * @return free text by key; empty if the file has none
     * @throws UserError if the content is not correct safetensors
     */
    public static Map<String, String> metadata(byte[] content, String name) {
        try (WeightFile open = inMemory(content, name)) {
            return open.metadata();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WeightFile inMemory(byte[] content, String name) throws IOException {
        return WeightFile.of(new Source(name, Bytes.of(content), Container.SAFETENSORS));
    }
}
