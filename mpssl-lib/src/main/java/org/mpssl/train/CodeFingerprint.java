package org.mpssl.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * The SHA-256 of the code that decides a run's numbers: of {@link Trainer}, of every class of the
 * library that {@link Experiment} is made of, found by following references, and of the engine's
 * script.
 *
 * <p>Comments, line numbers and names of local variables do not count, so that a text that is
 * mended does not make runs of hours out of date. Nor does what can only say no: what reads files
 * gives their numbers, whose checksums a provenance has, or refuses them; the rules of a spec
 * refuse it or change nothing.
 */
final class CodeFingerprint {

    private static final String LIBRARY = "org/mpssl/";

    /** Starts of the names of classes that are not followed. */
    private static final List<String> SAYS_NO =
            List.of(
                    "org/mpssl/UserError",
                    "org/mpssl/files/",
                    "org/mpssl/weights/",
                    "org/mpssl/train/SpecCheck",
                    "org/mpssl/train/SpecRules");

    private static final String SCRIPT = LIBRARY + "tensor/bridge.torchscript";

    /** {@code CONSTANT_Class} of the class file format. */
    private static final int CLASS = 7;

    private final Map<String, byte[]> parts = new TreeMap<>();

    private CodeFingerprint() {}

    /** The value, computed once. */
    private static final class Known {
        private static final String VALUE = new CodeFingerprint().compute();
    }

    /** Returns 64 hexadecimal digits. */
    static String value() {
        return Known.VALUE;
    }

    /** Returns the names of what counts: classes, with slashes, and the script. */
    static Set<String> names() {
        CodeFingerprint code = new CodeFingerprint();
        code.collect();
        return code.parts.keySet();
    }

    private String compute() {
        collect();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void collect() {
        Deque<String> left = new ArrayDeque<>();
        left.add(name(Experiment.class));
        while (!left.isEmpty()) {
            String name = left.remove();
            if (!parts.containsKey(name)) {
                byte[] file = readClass(name);
                parts.put(name, code(file));
                addReferences(file, left);
            }
        }
        // What the trainer writes to files, and where, decides nothing: it is not followed.
        parts.put(name(Trainer.class), code(readClass(name(Trainer.class))));
        parts.put(SCRIPT, read(SCRIPT));
    }

    private static void addReferences(byte[] file, Deque<String> left) {
        ClassReader reader = new ClassReader(file);
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            // The tag stands before the item; the second half of a long constant has no offset.
            if (offset > 0 && reader.readByte(offset - 1) == CLASS) {
                String name = reader.readUTF8(offset, buffer);
                if (name.startsWith(LIBRARY) && SAYS_NO.stream().noneMatch(name::startsWith)) {
                    left.add(name);
                }
            }
        }
    }

    /** Returns a class file without line numbers and the names of local variables. */
    static byte[] code(byte[] file) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static byte[] readClass(String name) {
        return read(name + ".class");
    }

    private static byte[] read(String resource) {
        try (InputStream file = CodeFingerprint.class.getResourceAsStream("/" + resource)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
