package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.mpssl.UserError;
import org.mpssl.foundation.Progress;

/**
 * A tar, a tar packed with gzip, or a zip, known by its content. It is read as a stream: a scan
 * passes it once, and so does each reading.
 *
 * <p>Every pass is on its guard. It ends with a {@link UserError} if the archive is damaged
 * anywhere, if it holds anything but files and folders under names that are the same everywhere, or
 * if it unpacks to more than its {@link Limits}. What desktops leave in folders ({@code ._*},
 * {@code .DS_Store} and the like) is passed over.
 */
public final class Archive implements RawSource {

    private final Path file;
    private final Container container;
    private final Limits limits;

    Archive(Path file, Container container, Limits limits) {
        this.file = file;
        this.container = container;
        this.limits = limits;
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    /**
     * Returns whether it is not packed, whatever its name says.
     *
     * @return whether it is a tar as it is
     */
    public boolean isPlainTar() {
        return container == Container.TAR;
    }

    @Override
    public Scan scan(Progress progress) {
        Lists lists = new Lists(name(), limits);
        List<RawFile> files = new ArrayList<>();
        return pass(
                progress,
                (path, size, content) -> files.add(lists.file(path, size, content)),
                packed -> {
                    List<String> remarks = new ArrayList<>(lists.remarks());
                    remarkOnName(remarks);
                    return new Scan(name(), packed.size(), packed.sha256(), files, remarks);
                });
    }

    @Override
    public void read(Predicate<String> wanted, Receiver receiver) {
        pass(
                (done, total, detail) -> {},
                (path, size, content) -> {
                    if (wanted.test(path)) {
                        receiver.accept(path, Lists.whole(content, size));
                    }
                },
                packed -> null);
    }

    /** What a pass leads to. */
    private interface Result<T> {
        T of(PackedFile packed) throws IOException;
    }

    private <T> T pass(Progress progress, Visitor visitor, Result<T> result) {
        try (InputStream in = Files.newInputStream(file)) {
            return pass(new PackedFile(file, Files.size(file), in, progress), visitor, result);
        } catch (IOException e) {
            throw new UserError("Cannot read %s: %s.".formatted(file, reason(e)), e);
        }
    }

    private <T> T pass(PackedFile packed, Visitor visitor, Result<T> result) throws IOException {
        Gate gate = new Gate(limits, packed.size());
        try {
            container.pass(packed, gate, limits, visitor);
            return result.of(packed);
        } catch (FileSystemException e) {
            throw e;
        } catch (RefusedException e) {
            throw new UserError(
                    "%s is refused: %s. No published dataset is packed like that: fetch it again from its publisher. If you trust it all the same, unpack it yourself and name the folder."
                            .formatted(file, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UserError(
                    "%s is damaged behind %s, near byte %d of %d: %s. Fetch it again; it was cut short or changed on its way."
                            .formatted(
                                    file, gate.last(), packed.reached(), packed.size(), reason(e)),
                    e);
        }
    }

    /** A server that unpacks on the way changes the checksum, which is worth knowing. */
    private void remarkOnName(List<String> remarks) {
        String lower = name().toLowerCase(Locale.ROOT);
        if (isPlainTar() && (lower.endsWith(".gz") || lower.endsWith(".tgz"))) {
            remarks.add(
                    "%s is a plain tar in spite of its name; its checksum is not that of the packed file"
                            .formatted(name()));
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "its end comes too early" : e.getMessage();
    }
}
