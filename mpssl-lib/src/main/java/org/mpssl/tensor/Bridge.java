package org.mpssl.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The functions of libtorch that DJL lacks (gradients as results, second order, the grid sampler,
 * fused updates), reached through a TorchScript module.
 *
 * <p>The module is the text resource {@code bridge.torchscript}; the archive around it is built in
 * memory. It holds no tensor. One bridge serves one thread at a time, because the engine passes
 * list arguments by renaming the arrays.
 */
final class Bridge {

    private static final String TEXT = "bridge.torchscript";

    /** An empty object of class {@code __torch__.B} with {@code training = True}, protocol 2. */
    private static final byte[] DATA =
            "\u0080\u0002c__torch__\nB\n)\u0081}(X\b\0\0\0training\u0088ub."
                    .getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

    private final PtSymbolBlock module;

    Bridge(NDManager manager) {
        try {
            module =
                    JniUtils.loadModule(
                            (PtNDManager) manager,
                            new ByteArrayInputStream(archive()),
                            false,
                            false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The archive that libtorch reads: four members under one folder. */
    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream text = Bridge.class.getResourceAsStream(TEXT);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "b/code/__torch__.py", text.readAllBytes());
            put(zip, "b/data.pkl", DATA);
            put(zip, "b/constants.pkl", CONSTANTS);
            put(zip, "b/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * Calls a function of the module.
     *
     * @param owner the manager that the results attach to
     * @param function the function's name in the script
     * @param lists the list arguments, none of them empty, no array in two of them
     * @param plain plain tensor arguments, which follow the lists
     * @return the results
     */
    NDList call(NDManager owner, String function, List<NDList> lists, NDArray... plain) {
        try (NDArray tag = owner.create(new Shape(1), DataType.UINT8, Device.cpu())) {
            tag.setName("module_method:" + function);
            NDList inputs = new NDList();
            inputs.add(tag);
            for (int i = 0; i < lists.size(); i++) {
                if (lists.get(i).isEmpty()) {
                    throw new IllegalArgumentException(
                            function + ": argument " + i + " is an empty list of arrays");
                }
                for (NDArray array : lists.get(i)) {
                    array.setName("a" + i + "[]");
                    inputs.add(array);
                }
            }
            for (NDArray array : plain) {
                array.setName(null);
                inputs.add(array);
            }
            return IValueUtils.forward(module, inputs, true);
        }
    }
}
