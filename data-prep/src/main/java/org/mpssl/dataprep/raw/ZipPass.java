package org.mpssl.dataprep.raw;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads a zip once: its directory, which is at its end, and then the files as they lie. */
final class ZipPass {

    private static final int UNIX_KIND = 0170000;
    private static final int UNIX_FILE = 0100000;
    private static final int UNIX_FOLDER = 0040000;

    private final PackedFile file;
    private final Gate gate;

    ZipPass(PackedFile file, Gate gate) {
        this.file = file;
        this.gate = gate;
    }

    /** Shows a visitor the files. */
    void over(Visitor visitor) throws IOException {
        try (CountedDirectory directory = new CountedDirectory(file.path(), gate);
                ZipFile zip = open(directory)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                String path = gate.admit(name(entry), entry.isDirectory(), entry.getSize());
                requirePlainFile(entry);
                if (path != null) {
                    visit(zip, entry, path, visitor);
                }
            }
        }
    }

    /** Opens it; the library wraps what is wrong. */
    static ZipFile open(CountedDirectory directory) throws IOException {
        try {
            ZipFile zip =
                    ZipFile.builder()
                            .setSeekableByteChannel(directory)
                            .setIgnoreLocalFileHeader(true)
                            .get();
            directory.end();
            return zip;
        } catch (IOException e) {
            throw e.getCause() instanceof IOException cause ? cause : e;
        } catch (RuntimeException e) {
            throw new ZipException("its directory makes no sense");
        }
    }

    private void visit(ZipFile zip, ZipArchiveEntry entry, String path, Visitor visitor)
            throws IOException {
        try (InputStream content =
                new VerifiedStream(zip.getInputStream(entry), entry.getSize(), entry.getCrc())) {
            visitor.file(path, entry.getSize(), content);
            file.drain(content);
        }
        file.reach(entry.getDataOffset() + entry.getCompressedSize());
    }

    /** Returns the name before the library makes slashes of backslashes. */
    private static String name(ZipArchiveEntry entry) {
        byte[] raw = entry.getRawName();
        for (byte b : raw == null ? new byte[0] : raw) {
            if (b == '\\') {
                return entry.getName().replace('/', '\\');
            }
        }
        return entry.getName();
    }

    private void requirePlainFile(ZipArchiveEntry entry) throws RefusedException {
        int kind = entry.getUnixMode() & UNIX_KIND;
        if (kind != 0 && kind != UNIX_FILE && kind != UNIX_FOLDER) {
            throw new RefusedException(
                    "%s is a link or a device, not a file".formatted(gate.last()));
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new RefusedException("%s is encrypted".formatted(gate.last()));
        }
        if (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED) {
            throw new RefusedException(
                    "%s is packed by method %d; 0 (stored) and 8 (deflated) are read"
                            .formatted(gate.last(), entry.getMethod()));
        }
    }
}
