package org.mpssl.dataprep.rehearsal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Fashion-MNIST: four packed IDX files of grey squares; theirs is the side that was asked for. */
final class FashionRecipe implements Recipe {

    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    @Override
    public void write(Task task) throws IOException {
        part(task, 0, "train");
        part(task, 1, "t10k");
    }

    private static void part(Task task, int part, String name) throws IOException {
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        task.each(
                (label, i) -> {
                    labels.write(label);
                    images.write(
                            task.pictures()
                                    .square(label, part * task.perClass() + i)
                                    .grey()
                                    .values());
                });
        int count = labels.size();
        int side = (int) Math.round(Math.sqrt(images.size() / (double) count));
        byte[] header = new byte[16];
        ByteBuffer.wrap(header).putInt(IMAGES).putInt(count).putInt(side).putInt(side);
        pack(task.folder().resolve(name + "-images-idx3-ubyte.gz"), header, images);
        header = new byte[8];
        ByteBuffer.wrap(header).putInt(LABELS).putInt(count);
        pack(task.folder().resolve(name + "-labels-idx1-ubyte.gz"), header, labels);
    }

    private static void pack(Path file, byte[] header, ByteArrayOutputStream values)
            throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(header);
            values.writeTo(out);
        }
    }
}
