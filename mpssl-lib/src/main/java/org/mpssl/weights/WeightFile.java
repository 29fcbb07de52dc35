package org.mpssl.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;
import org.mpssl.tensor.Parameters;

/**
 * A file of named tensors: safetensors, or a checkpoint of PyTorch's of one of the two kinds that
 * torch.save writes.
 *
 * <p>Opening reads and checks everything but the tensors' elements. No file can make this code run
 * a program, and none can make it take more than four times the file's size and 16 MiB of memory.
 */
public final class WeightFile implements AutoCloseable {

    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] PICKLE = {(byte) 0x80};
    private static final int SNIFFED = 9;

    private final Source source;
    private final Contents contents;

    private WeightFile(Source source, Contents contents) {
        this.source = source;
        this.contents = contents;
    }

    /**
     * Opens a file of any kind.
     *
     * @param file the file
     * @return the file, to be closed
     * @throws UserError if it is not correct, or no weight file
     * @throws IOException if it cannot be read
     */
    public static WeightFile open(Path file) throws IOException {
        return of(Bytes.of(file), file.toString());
    }

    /** Opens bytes of any kind. */
    static WeightFile of(Bytes bytes, String name) throws IOException {
        try {
            return of(new Source(name, bytes, kind(bytes, name)));
        } catch (UserError e) {
            bytes.close();
            throw e;
        }
    }

    private static Container kind(Bytes bytes, String name) throws IOException {
        byte[] start = new byte[(int) Math.min(SNIFFED, bytes.size())];
        bytes.read(0, start, 0, start.length);
        // First, since the length that comes before can be any bytes.
        if (start.length == SNIFFED && start[SNIFFED - 1] == '{') {
            return Container.SAFETENSORS;
        }
        if (startsWith(start, ZIP)) {
            return Container.TORCH_ZIP;
        }
        if (startsWith(start, PICKLE)) {
            return Container.TORCH_LEGACY;
        }
        throw new UserError(
                """
                %s is no weight file: it starts with %s. Known are safetensors and the files of \
                torch.save, zip and legacy."""
                        .formatted(
                                name,
                                start.length == 0
                                        ? "nothing"
                                        : HexFormat.ofDelimiter(" ").formatHex(start)));
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length
                && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** Reads what a file holds. */
    static WeightFile of(Source source) throws IOException {
        try {
            return new WeightFile(
                    source,
                    switch (source.container()) {
                        case SAFETENSORS -> Header.read(source);
                        case TORCH_ZIP -> TorchZip.read(source);
                        case TORCH_LEGACY -> TorchLegacy.read(source);
                    });
        } catch (UserError | IOException e) {
            source.close();
            throw e;
        }
    }

    /** Returns what to call the file in a message. */
    public String name() {
        return source.name();
    }

    /** Returns how it is built. */
    public Container container() {
        return source.container();
    }

    /** Returns its size in bytes. */
    public long size() {
        return source.size();
    }

    /** Returns its tensors, in the file's order, under names that differ. */
    public List<StoredTensor> tensors() {
        return contents.tensors();
    }

    /** Returns free text by key, in the order of the keys. */
    public Map<String, String> metadata() {
        return new TreeMap<>(contents.metadata());
    }

    /** Returns what else there is to know about the content, a sentence each. */
    public List<String> notes() {
        return contents.notes();
    }

    /**
     * Returns the checksum of the whole file.
     *
     * @return 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public String sha256() throws IOException {
        return Sha256.of(source.stream(0, source.size()));
    }

    /**
     * Reads one tensor; half precision becomes float32.
     *
     * @param tensor one of {@link #tensors}
     * @param manager the owner of the array
     * @return the array
     * @throws UserError if this would take too much memory
     * @throws IOException if it cannot be read
     */
    public NDArray read(StoredTensor tensor, NDManager manager) throws IOException {
        return tensor.read(source, manager);
    }

    /**
     * Says that computing with what was read is going to take memory, of that which the file may
     * make this program take.
     *
     * @param bytes how much
     * @param what for what, as in an error
     * @throws UserError if this is too much
     */
    public void spend(long bytes, String what) {
        source.spend(bytes, what);
    }

    /**
     * Reads every tensor.
     *
     * @param manager the owner of the arrays
     * @return the tensors, in the file's order
     * @throws UserError if this would take too much memory
     * @throws IOException if it cannot be read
     */
    public Parameters read(NDManager manager) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (StoredTensor tensor : contents.tensors()) {
            arrays.put(tensor.name(), read(tensor, manager));
        }
        return Parameters.of(arrays);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
