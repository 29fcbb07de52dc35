package org.mpssl.dataprep.rehearsal;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes a {@code .tar.gz} whose bytes depend on nothing but what is added: no time, no owner. */
final class Tar implements Closeable {

    private final TarArchiveOutputStream out;

    Tar(Path file) throws IOException {
        // The JDK's gzip writes neither a time nor a name.
        out =
                new TarArchiveOutputStream(
                        new GZIPOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16),
                        StandardCharsets.UTF_8.name());
    }

    Tar add(String path, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setSize(content.length);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
        return this;
    }

    Tar add(String path, String text) throws IOException {
        return add(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a text of lines. */
    Tar add(String path, Iterable<String> lines) throws IOException {
        return add(path, String.join("\n", lines) + "\n");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
