package org.mpssl.dataprep.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.files.Sha256;

/** What is known of a file before it is there, compared with what is there. */
final class Expected {

    private Expected() {}

    /**
     * Returns what is wrong with a length.
     *
     * @param file what is expected
     * @param length in bytes, -1 if unknown
     * @return nothing, or for example {@code it has 3 bytes instead of 4}
     */
    static Optional<String> wrongLength(SourceFile file, long length) {
        return file.bytes() == 0 || length < 0 || length == file.bytes()
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "it has %,d bytes instead of %,d",
                                length,
                                file.bytes()));
    }

    /** Returns what is wrong with a checksum: nothing if none was published. */
    static Optional<String> wrongSum(SourceFile file, String sha256) {
        return file.sha256() == null || file.sha256().equalsIgnoreCase(sha256)
                ? Optional.empty()
                : Optional.of("its sha256 should be %s, it is %s".formatted(file.sha256(), sha256));
    }

    /** Returns what is wrong with a file that is there. */
    static Optional<String> wrong(SourceFile file, Path there) throws IOException {
        if (!Files.isRegularFile(there)) {
            return Optional.of("it is no file");
        }
        Optional<String> wrongLength = wrongLength(file, Files.size(there));
        if (wrongLength.isPresent() || file.sha256() == null) {
            return wrongLength;
        }
        try (InputStream in = Files.newInputStream(there)) {
            return wrongSum(file, Sha256.of(in));
        }
    }
}
