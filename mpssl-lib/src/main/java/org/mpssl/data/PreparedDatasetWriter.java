package org.mpssl.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.mpssl.UserError;
import org.mpssl.files.AtomicFile;
import org.mpssl.files.Sha256;
import org.mpssl.files.WholeFolder;

/**
 * Collects the parts of a prepared dataset and writes its folder in one piece: either the whole
 * folder is there afterwards, or nothing is.
 */
public final class PreparedDatasetWriter {

    private final String name;
    private final String tool;
    private String description = "";
    private String licence = "";
    private String citation = "";
    private ImageSet shape;
    private final SortedMap<String, DatasetManifest.Part> parts = new TreeMap<>();
    private final SortedMap<String, byte[]> contents = new TreeMap<>();
    private final SortedMap<String, String> sources = new TreeMap<>();

    /**
     * Begins a dataset.
     *
     * @param name its name
     * @param tool what makes it, with the version of its rules (which changes when the data does)
     */
    public PreparedDatasetWriter(String name, String tool) {
        this.name = name;
        this.tool = tool;
    }

    /**
     * Says what it is and on which terms.
     *
     * @param what one or two sentences
     * @param terms the licence of the images
     * @param cite whom to cite
     * @return this
     */
    public PreparedDatasetWriter describe(String what, String terms, String cite) {
        this.description = what;
        this.licence = terms;
        this.citation = cite;
        return this;
    }

    /**
     * Records a raw file that the data were made from.
     *
     * @param file its name
     * @param sha256 the checksum of its unpacked content
     * @return this
     */
    public PreparedDatasetWriter source(String file, String sha256) {
        sources.put(file, sha256);
        return this;
    }

    /**
     * Adds a part.
     *
     * @param part its name
     * @param images its images, of the same shape and classes as those of every other part
     * @param source the raw file that the indices count in
     * @param originalIndices where each image stood there
     * @return this
     */
    public PreparedDatasetWriter part(
            String part, ImageSet images, String source, int[] originalIndices) {
        if (originalIndices.length != images.size()) {
            throw new IllegalArgumentException(
                    images.size() + " images need as many indices, not " + originalIndices.length);
        }
        if (shape != null && !shape.fits(images)) {
            throw new IllegalArgumentException(
                    "all parts need one image shape and one list of classes: "
                            + shape
                            + " and "
                            + images);
        }
        shape = images;
        List<Integer> perClass = Arrays.stream(images.perClass()).boxed().toList();
        parts.put(part, new DatasetManifest.Part(images.size(), perClass, source));
        contents.put(DatasetManifest.imagesFile(part), images.pixels());
        contents.put(DatasetManifest.labelsFile(part), bytes(images.labels()));
        contents.put(DatasetManifest.indicesFile(part), bytes(originalIndices));
        return this;
    }

    /**
     * Adds a text, for example the licence.
     *
     * @param file its name
     * @param text its content
     * @return this
     */
    public PreparedDatasetWriter text(String file, String text) {
        contents.put(file, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /**
     * Writes the folder.
     *
     * @param folder where; it must not exist, or be empty
     * @param packed whether images, labels and indices are packed as {@code .gz}
     */
    public void write(Path folder, boolean packed) {
        if (shape == null) {
            throw new IllegalArgumentException("a dataset needs at least one part");
        }
        try {
            WholeFolder.make(
                    folder,
                    draft -> {
                        requireFree(folder);
                        fill(draft, packed);
                    });
        } catch (IOException e) {
            throw new UserError("Cannot write " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private void fill(Path draft, boolean packed) throws IOException {
        SortedMap<String, DatasetManifest.Content> files = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            byte[] content = file.getValue();
            files.put(
                    file.getKey(), new DatasetManifest.Content(content.length, Sha256.of(content)));
            // Texts stay readable: they are what people look for in a folder.
            boolean pack = packed && file.getKey().matches(".*\\.(u8|i32)");
            byte[] stored = pack ? gzip(content) : content;
            // Each is on the disk before the folder is moved to its place.
            AtomicFile.write(
                    draft.resolve(pack ? file.getKey() + ".gz" : file.getKey()),
                    out -> out.write(stored));
        }
        byte[] json = Json.bytes(manifest(files));
        AtomicFile.write(draft.resolve(PreparedDataset.MANIFEST), out -> out.write(json));
    }

    /**
     * Fails unless a folder can be written: a check to be made before long work.
     *
     * @param folder the folder
     */
    public static void requireFree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside =
                Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            if (inside.findAny().isPresent()) {
                throw new UserError(
                        folder
                                + " exists already and is left as it is. Remove it, or name another"
                                + " folder.");
            }
        } catch (IOException e) {
            throw new UserError("Cannot look into " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    private DatasetManifest manifest(SortedMap<String, DatasetManifest.Content> files) {
        return new DatasetManifest(
                DatasetManifest.FORMAT,
                name,
                description,
                shape.height(),
                shape.width(),
                shape.channels(),
                shape.classes(),
                parts,
                files,
                sources,
                licence,
                citation,
                tool);
    }

    private static byte[] bytes(int[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES);
        buffer.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
        return buffer.array();
    }

    /**
     * Packs by hand what {@code GZIPOutputStream} would, because Java 16 changed the system byte in
     * the header that it writes.
     */
    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 2, (byte) 0xff});
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream body = new DeflaterOutputStream(out, deflater, 1 << 16)) {
            body.write(content);
            body.finish();
        } finally {
            deflater.end();
        }
        CRC32 crc = new CRC32();
        crc.update(content);
        out.write(bytes(new int[] {(int) crc.getValue(), content.length}));
        return out.toByteArray();
    }
}
