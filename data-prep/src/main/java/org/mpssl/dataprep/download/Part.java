package org.mpssl.dataprep.download;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.mpssl.UserError;

/**
 * What has come of a file: {@code NAME.part}, and beside it {@code NAME.part.json}, which says of
 * which version.
 *
 * <p>Bytes are never without the right note: the old ones go before a new note is written, and new
 * ones are written after it. So a program may be killed at any moment.
 */
final class Part implements AutoCloseable {

    private final Path target;
    private final Path file;
    private final Path noteFile;
    private final MessageDigest digest = sha256Digest();
    private PartNote note;
    private long length;
    private boolean pieced;
    private FileOutputStream out;

    private Part(Path target) {
        this.target = target;
        this.file = file(target);
        this.noteFile = noteFile(target);
    }

    private static Path file(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private static Path noteFile(Path target) {
        return target.resolveSibling(target.getFileName() + ".part.json");
    }

    /** Returns whether there is a part of a file, or a note on one. */
    static boolean isLeft(Path target) {
        return Files.exists(file(target)) || Files.exists(noteFile(target));
    }

    /** Returns how many bytes of a file are there: of the whole file, or of its part. */
    static long lengthOf(Path target) {
        return Files.exists(target) ? target.toFile().length() : file(target).toFile().length();
    }

    /** Deletes what is left of the part of a file that is whole. */
    static void clear(Path target) throws IOException {
        Files.deleteIfExists(file(target));
        Files.deleteIfExists(noteFile(target));
    }

    /**
     * Takes up what is there.
     *
     * @param target where the whole file will be
     * @param mirrors where it can be had
     * @param listener hears that what is there is read, which takes a while
     * @return the part, perhaps an empty one
     * @throws IOException if it cannot be read
     */
    static Part open(Path target, List<URI> mirrors, ProgressListener listener) throws IOException {
        Part part = new Part(target);
        part.note = PartNote.read(part.noteFile).orElse(null);
        part.length = Files.exists(part.file) ? Files.size(part.file) : 0;
        part.pieced = part.length > 0;
        if (mirrors.stream().anyMatch(url -> part.resumable(url) > 0)) {
            listener.told(
                    "%s of %s are there already."
                            .formatted(ByteCount.words(part.length), target.getFileName()));
            part.readWhatIsThere();
        }
        return part;
    }

    private void readWhatIsThere() throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream()); // the digest is what is wanted
        }
    }

    Path file() {
        return file;
    }

    long length() {
        return length;
    }

    PartNote note() {
        return note;
    }

    /**
     * Returns whether its bytes came in more than one answer, so that they may not fit together.
     */
    boolean isPieced() {
        return pieced;
    }

    /** Returns whether all that an address had promised is there. */
    boolean isWhole(URI url) {
        return length > 0 && obstacle(url).isEmpty() && note.total() == length;
    }

    /** Returns where to go on with an address: the length, or 0 if it has to be begun anew. */
    long resumable(URI url) {
        return obstacle(url).isEmpty() ? length : 0;
    }

    /** Returns why what is there is of no use for an address, if so. */
    Optional<String> obstacle(URI url) {
        return note == null
                ? Optional.of("nothing says which version of the file the part is of")
                : note.obstacle(url, length);
    }

    /** Throws away what is there and begins with a version of the file. */
    void begin(PartNote version) {
        locally(
                () -> {
                    closeStream();
                    out = new FileOutputStream(file.toFile());
                    if (length > 0) {
                        out.getFD().sync(); // should the machine fail, old bytes must not return
                    }
                    length = 0;
                    pieced = false;
                    digest.reset();
                    note = version;
                    note.write(noteFile);
                });
    }

    /** Goes on with what is there. */
    void resume() {
        pieced = true;
        locally(
                () -> {
                    closeStream();
                    out = new FileOutputStream(file.toFile(), true);
                });
    }

    void append(byte[] bytes) {
        locally(() -> out.write(bytes));
        digest.update(bytes);
        length += bytes.length;
    }

    /** Returns the checksum of what is there; nothing can be appended afterwards. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Gives it the file's name, at once and for good. */
    void finish() {
        locally(
                () -> {
                    sync();
                    if (Files.exists(target)) {
                        throw new IOException("it has appeared meanwhile");
                    }
                    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                    Files.deleteIfExists(noteFile);
                });
    }

    private void sync() throws IOException {
        closeStream();
        try (FileOutputStream whole = new FileOutputStream(file.toFile(), true)) {
            whole.getFD().sync();
        }
    }

    /** Throws it away. */
    void discard() {
        locally(
                () -> {
                    closeStream();
                    Files.deleteIfExists(file);
                    Files.deleteIfExists(noteFile);
                    length = 0;
                    note = null;
                    pieced = false;
                    digest.reset();
                });
    }

    private void closeStream() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    @Override
    public void close() {
        locally(this::closeStream);
    }

    @FunctionalInterface
    private interface FileAction {
        void run() throws IOException;
    }

    /** A disk that fails is no reason to ask the server again. */
    private void locally(FileAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UserError(
                    "Cannot write %s: %s. Check the folder and the space on its disk; what has come is kept."
                            .formatted(target, e.getMessage()),
                    e);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
