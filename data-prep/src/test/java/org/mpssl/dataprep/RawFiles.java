package org.mpssl.dataprep;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes files in the format of Fashion-MNIST: tiny ones, whose labels go round. */
final class RawFiles {

    static final int TRAIN = 120;
    static final int TEST = 30;

    private RawFiles() {}

    /** Writes four files and returns the md5 sums of their unpacked content. */
    static Map<String, String> write(Path folder) throws IOException {
        Map<String, String> md5 = new TreeMap<>();
        write(folder, FashionMnist.TRAIN_IMAGES, images(TRAIN), md5);
        write(folder, FashionMnist.TRAIN_LABELS, labels(TRAIN), md5);
        write(folder, FashionMnist.TEST_IMAGES, images(TEST), md5);
        write(folder, FashionMnist.TEST_LABELS, labels(TEST), md5);
        return md5;
    }

    static byte[] images(int count) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * 4);
        file.putInt(0x803).putInt(count).putInt(2).putInt(2);
        for (int i = 0; i < count * 4; i++) {
            file.put((byte) (i / 4));
        }
        return file.array();
    }

    static byte[] labels(int count) {
        ByteBuffer file = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            file.put((byte) (i % 10));
        }
        return file.array();
    }

    static void gzip(Path file, byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    private static void write(Path folder, String name, byte[] content, Map<String, String> md5)
            throws IOException {
        gzip(folder.resolve(name + ".gz"), content);
        md5.put(name, IdxFile.read(folder.resolve(name + ".gz")).md5());
    }
}
