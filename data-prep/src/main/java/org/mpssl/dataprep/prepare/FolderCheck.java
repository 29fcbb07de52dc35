package org.mpssl.dataprep.prepare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.mpssl.UserError;
import org.mpssl.data.DatasetManifest;
import org.mpssl.data.DatasetManifest.Content;
import org.mpssl.files.Sha256;

/** Compares the files of a prepared dataset with its manifest. */
public final class FolderCheck {

    /** Larger files are pixels, whose checksums take minutes; opening a dataset trusts them too. */
    private static final long SMALL = 64L << 20;

    private final Path folder;
    private final long hashedBelow;

    private FolderCheck(Path folder, long hashedBelow) {
        this.folder = folder;
        this.hashedBelow = hashedBelow;
    }

    /**
     * Returns a check of all sizes, and of the checksums of files below 64 MiB.
     *
     * @param folder the dataset's
     * @return the check
     */
    public static FolderCheck quick(Path folder) {
        return new FolderCheck(folder, SMALL);
    }

    /**
     * Returns a check of every byte.
     *
     * @param folder the dataset's
     * @return the check
     */
    public static FolderCheck full(Path folder) {
        return new FolderCheck(folder, Long.MAX_VALUE);
    }

    /**
     * Compares.
     *
     * @param manifest of the dataset
     * @throws UserError if a file is missing or is not what the manifest says
     */
    public void requireWhole(DatasetManifest manifest) {
        List<String> wrong = new ArrayList<>();
        manifest.files().forEach((name, content) -> damage(name, content).ifPresent(wrong::add));
        if (!wrong.isEmpty()) {
            throw new UserError(
                    "%s is damaged: %s. Remove %s, and prepare it again."
                            .formatted(folder, String.join("; ", wrong), folder));
        }
    }

    private Optional<String> damage(String name, Content expected) {
        Path plain = folder.resolve(name);
        Path packed = folder.resolve(name + ".gz");
        try {
            if (Files.isRegularFile(plain)) {
                return damage(name, plain, expected);
            }
            if (!Files.isRegularFile(packed)) {
                return Optional.of(name + " is missing");
            }
            try (InputStream in =
                    new GZIPInputStream(new BufferedInputStream(Files.newInputStream(packed)))) {
                return content(name, in, expected);
            }
        } catch (IOException e) {
            return Optional.of("%s cannot be read (%s)".formatted(name, e.getMessage()));
        }
    }

    private Optional<String> damage(String name, Path file, Content expected) throws IOException {
        long size = Files.size(file);
        if (size != expected.bytes()) {
            return Optional.of(
                    "%s has %,d bytes instead of %,d".formatted(name, size, expected.bytes()));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return content(name, in, expected);
        }
    }

    private Optional<String> content(String name, InputStream in, Content expected)
            throws IOException {
        boolean same = expected.bytes() >= hashedBelow || Sha256.of(in).equals(expected.sha256());
        return same
                ? Optional.empty()
                : Optional.of(name + " has another checksum than the manifest says");
    }
}
