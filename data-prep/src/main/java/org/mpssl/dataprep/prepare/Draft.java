package org.mpssl.dataprep.prepare;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.mpssl.data.DatasetManifest;
import org.mpssl.dataprep.layout.RawImage;
import org.mpssl.files.DraftFolder;
import org.mpssl.files.FolderLock;

/**
 * A dataset in the making, in a hidden folder beside its place, so that a preparation that was
 * killed goes on where it was.
 *
 * <p>An image is written to its place in the pixels' file, and then noted with its checksum in a
 * journal. What the journal does not have, or what differs from its checksum, is done again.
 */
final class Draft implements AutoCloseable {

    private final Path folder;
    private final List<RawImage> images;
    private final int imageBytes;
    private final int[] positions;
    private final Map<String, FileChannel> pixels = new TreeMap<>();
    private final BitSet done = new BitSet();
    private final FolderLock lock;
    private FileChannel journal;

    private Draft(Path folder, List<RawImage> images, int imageBytes, FolderLock lock) {
        this.folder = folder;
        this.images = images;
        this.imageBytes = imageBytes;
        this.lock = lock;
        this.positions = new int[images.size()];
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = counts.merge(images.get(i).part(), 1, Integer::sum) - 1;
        }
    }

    /**
     * Opens the draft of a dataset, and what an earlier preparation by the same plan left of it.
     *
     * @param target the place of the dataset
     * @param plan names all that decides the result; another one begins anew
     * @param images of the dataset
     * @param imageBytes of a prepared image
     */
    static Draft open(Path target, String plan, List<RawImage> images, int imageBytes)
            throws IOException {
        Path folder = place(target);
        FolderLock lock =
                FolderLock.of(
                        folder,
                        "Another process is preparing %s. Wait until it is done, or stop it."
                                .formatted(target));
        Draft draft = new Draft(folder, images, imageBytes, lock);
        try {
            draft.begin(plan);
            return draft;
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private static Path place(Path target) {
        return target.toAbsolutePath().resolveSibling("." + target.getFileName() + ".preparing");
    }

    /** Returns how many bytes of prepared images an earlier preparation has left. */
    static long bytes(Path target) {
        Path files = place(target).resolve("dataset");
        if (!Files.isDirectory(files)) {
            return 0;
        }
        try (Stream<Path> inside = Files.list(files)) {
            return inside.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what is left beside a dataset that is done. */
    static void clear(Path target) throws IOException {
        DraftFolder.delete(place(target));
    }

    private void begin(String plan) throws IOException {
        Path note = folder.resolve("plan");
        if (!Files.exists(note) || !Files.readString(note).equals(plan)) {
            DraftFolder.delete(folder);
            Files.createDirectories(files());
            // The note is last: a folder without it is begun anew.
            Files.writeString(note, plan);
        }
        Files.createDirectories(files());
        for (RawImage image : images) {
            if (!pixels.containsKey(image.part())) {
                pixels.put(image.part(), channel(pixelFile(image.part())));
            }
        }
        deleteAllButPixels();
        readJournal();
    }

    /** All else is written at the end, and may be half of it. */
    private void deleteAllButPixels() throws IOException {
        Set<Path> kept = pixels.keySet().stream().map(this::pixelFile).collect(Collectors.toSet());
        try (Stream<Path> inside = Files.list(files())) {
            for (Path file : inside.filter(path -> !kept.contains(path)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Returns the folder that becomes the dataset. */
    Path files() {
        return folder.resolve("dataset");
    }

    private Path pixelFile(String part) {
        return files().resolve(DatasetManifest.imagesFile(part));
    }

    private void readJournal() throws IOException {
        Path file = folder.resolve("journal");
        long whole = 0;
        if (Files.exists(file)) {
            try (DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                while (true) {
                    int image = in.readInt();
                    int crc = in.readInt();
                    whole += 2L * Integer.BYTES;
                    if (image >= 0 && image < images.size() && isThere(image, crc)) {
                        done.set(image);
                    }
                }
            } catch (EOFException e) {
                // The end, or half a note of a preparation that was killed.
            }
        }
        journal = channel(file);
        journal.truncate(whole).position(whole);
    }

    private boolean isThere(int image, int crc) throws IOException {
        return crc(read(image)) == crc;
    }

    /** Reads an image; what of it is not there is zero. */
    private byte[] read(int image) throws IOException {
        byte[] bytes = new byte[imageBytes];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        FileChannel file = pixels.get(images.get(image).part());
        long from = (long) positions[image] * imageBytes;
        int read = 0;
        while (read >= 0 && buffer.hasRemaining()) {
            read = file.read(buffer, from + buffer.position());
        }
        return bytes;
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** Returns whether an image need not be decoded any more. */
    synchronized boolean isDone(int image) {
        return done.get(image);
    }

    /** Returns how many images are done. */
    synchronized int done() {
        return done.cardinality();
    }

    /** Writes an image's pixels. */
    synchronized void put(int image, byte[] square) throws IOException {
        write(
                pixels.get(images.get(image).part()),
                ByteBuffer.wrap(square),
                (long) positions[image] * imageBytes);
        ByteBuffer note = ByteBuffer.allocate(2 * Integer.BYTES);
        note.putInt(image).putInt(crc(square)).flip();
        write(journal, note, journal.size());
        done.set(image);
    }

    private static void write(FileChannel file, ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /**
     * Ends the files: what is done stands one image after the other, in order, and is on the disk.
     * What was not done is left out.
     */
    void finish() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = done.nextSetBit(0); i >= 0; i = done.nextSetBit(i + 1)) {
            String part = images.get(i).part();
            int place = counts.merge(part, 1, Integer::sum) - 1;
            if (place != positions[i]) {
                write(pixels.get(part), ByteBuffer.wrap(read(i)), (long) place * imageBytes);
            }
        }
        for (Map.Entry<String, FileChannel> file : pixels.entrySet()) {
            file.getValue().truncate((long) counts.getOrDefault(file.getKey(), 0) * imageBytes);
            file.getValue().force(true);
        }
    }

    @Override
    public void close() {
        try {
            for (FileChannel file : pixels.values()) {
                file.close();
            }
            if (journal != null) {
                journal.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
        }
    }
}
