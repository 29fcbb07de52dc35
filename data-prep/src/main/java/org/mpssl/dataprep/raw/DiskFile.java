package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

/**
 * An unpacked file.
 *
 * @param path in its source, with '/'
 * @param place where it is
 */
record DiskFile(String path, Path place) {

    /** Returns the file as a source lists it, with its content if it is a list. */
    RawFile listed(Lists lists) {
        return reading(content -> lists.file(path, Files.size(place), content));
    }

    /** Returns the checksum of its content. */
    String sha256() {
        return reading(Sha256::of);
    }

    /** Returns its content. */
    byte[] content(Limits limits) {
        return reading(
                content -> {
                    long size = Files.size(place);
                    if (size > limits.entryBytes()) {
                        throw new UserError(
                                "%s has %d bytes; a file may have %d. Is that an image? Move it out of the folder."
                                        .formatted(place, size, limits.entryBytes()));
                    }
                    return Lists.whole(content, size);
                });
    }

    private interface Reading<T> {
        T of(InputStream content) throws IOException;
    }

    private <T> T reading(Reading<T> reading) {
        // A link that took the file's place since it was listed is not followed either.
        try (InputStream content = Files.newInputStream(place, LinkOption.NOFOLLOW_LINKS)) {
            return reading.of(content);
        } catch (NoSuchFileException e) {
            throw new UserError(
                    "%s is gone. Leave the raw files in place until the data are prepared."
                            .formatted(place),
                    e);
        } catch (IOException e) {
            throw new UserError(
                    "Cannot read %s: %s. Check that it is a file you may read."
                            .formatted(place, e.getMessage()),
                    e);
        }
    }
}
