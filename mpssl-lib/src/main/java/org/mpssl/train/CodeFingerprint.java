package org.mpssl.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * The SHA-256 of the code that decides a run's numbers: of {@link Trainer}, and of every class of
 * the library that {@link Experiment} is made of, found by following references.
 *
 * <p>Comments, line numbers and names of local variables do not count, so that a text that is
 * mended does not make runs of hours out of date.
 */
final class CodeFingerprint {

    private static final String LIBRARY = "org/mpssl/";

    /** {@code CONSTANT_Class} of the class file format. */
    private static final int CLASS = 7;

    private final Map<String, byte[]> classes = new TreeMap<>();

    private CodeFingerprint() {}

    /** The value, computed once. */
    private static final class Known {
        private static final String VALUE = new CodeFingerprint().compute();
    }

    /** Returns 64 hexadecimal digits. */
    static String value() {
        return Known.VALUE;
    }

    /** Returns the names of the classes that count, with slashes. */
    static Set<String> classNames() {
        CodeFingerprint code = new CodeFingerprint();
        code.collect();
        return code.classes.keySet();
    }

    private String compute() {
        collect();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            classes.values().forEach(digest::update);
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
            if (!classes.containsKey(name)) {
                byte[] file = read(name);
                classes.put(name, code(file));
                addReferences(file, left);
            }
        }
        // What the trainer writes to files, and where, decides nothing: it is not followed.
        classes.put(name(Trainer.class), code(read(name(Trainer.class))));
    }

    private static void addReferences(byte[] file, Deque<String> left) {
        ClassReader reader = new ClassReader(file);
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int offset = reader.getItem(i);
            // The tag stands before the item; the second half of a long constant has no offset.
            if (offset > 0 && reader.readByte(offset - 1) == CLASS) {
                String name = reader.readUTF8(offset, buffer);
                if (name.startsWith(LIBRARY)) {
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

    private static byte[] read(String name) {
        try (InputStream file = CodeFingerprint.class.getResourceAsStream("/" + name + ".class")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
