package org.mpssl.dataprep.raw;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** The ways of packing files into one. Which it is, the first bytes say; names are often wrong. */
enum Container {
    /** A tar as it is. */
    TAR {
        @Override
        void pass(PackedFile file, Gate gate, Limits limits, Visitor visitor) throws IOException {
            new TarPass(file, gate, limits).over(file, visitor);
        }
    },

    /** A tar packed with gzip. */
    TAR_GZ {
        @Override
        void pass(PackedFile file, Gate gate, Limits limits, Visitor visitor) throws IOException {
            try (GZIPInputStream unpacked = new GZIPInputStream(file, PackedFile.CHUNK)) {
                new TarPass(file, gate, limits).over(unpacked, visitor);
            }
        }
    },

    /** A zip. */
    ZIP {
        @Override
        void pass(PackedFile file, Gate gate, Limits limits, Visitor visitor) throws IOException {
            new ZipPass(file, gate).over(visitor);
        }
    };

    private static final int TAR_HEADER = 512;

    /**
     * Shows a visitor all files, from the archive's start to its end.
     *
     * @param file the archive, not read yet; it is not closed
     * @param gate looks at every entry
     * @param limits what a stream may unpack to
     * @param visitor sees the files
     */
    abstract void pass(PackedFile file, Gate gate, Limits limits, Visitor visitor)
            throws IOException;

    /** Returns how a file is packed, if it is an archive. */
    static Optional<Container> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(TAR_HEADER);
            if (isGzip(head)) {
                return holdsTar(new SequenceInputStream(new ByteArrayInputStream(head), in))
                        ? Optional.of(TAR_GZ)
                        : Optional.empty();
            }
            if (isTar(head)) {
                return Optional.of(TAR);
            }
            return ZipArchiveInputStream.matches(head, head.length)
                    ? Optional.of(ZIP)
                    : Optional.empty();
        }
    }

    static boolean isGzip(byte[] head) {
        return head.length > 1 && head[0] == 0x1f && head[1] == (byte) 0x8b;
    }

    private static boolean holdsTar(InputStream packed) {
        try (InputStream in = new GZIPInputStream(packed)) {
            return isTar(in.readNBytes(TAR_HEADER));
        } catch (IOException e) {
            return true; // damaged at its very start: whoever reads it says so
        }
    }

    private static boolean isTar(byte[] head) {
        // The oldest tars have no "ustar", but a checksum.
        return head.length == TAR_HEADER
                && head[0] != 0
                && (TarArchiveInputStream.matches(head, head.length) || hasCheckSum(head));
    }

    private static boolean hasCheckSum(byte[] head) {
        try {
            return TarUtils.verifyCheckSum(head);
        } catch (IllegalArgumentException e) {
            return false; // what would be the checksum is no number
        }
    }
}
