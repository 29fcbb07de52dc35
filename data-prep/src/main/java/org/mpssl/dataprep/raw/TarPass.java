package org.mpssl.dataprep.raw;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Reads a tar once, from its start to its end. */
final class TarPass {

    private final PackedFile file;
    private final Gate gate;
    private final Limits limits;

    TarPass(PackedFile file, Gate gate, Limits limits) {
        this.file = file;
        this.gate = gate;
        this.limits = limits;
    }

    /** Shows a visitor the files; reads the stream to its end, for the checksums there. */
    void over(InputStream content, Visitor visitor) throws IOException {
        Gauge gauge = new Gauge(new BufferedInputStream(content, PackedFile.CHUNK), file, limits);
        Tar tar = new Tar(gauge);
        for (TarArchiveEntry entry = tar.next(); entry != null; entry = tar.next()) {
            String path = gate.admit(entry.getName(), entry.isDirectory(), entry.getSize());
            requireFileOrFolder(entry);
            if (path != null) {
                visitor.file(path, entry.getSize(), tar);
            }
            file.drain(tar);
        }
        if (!tar.ended) {
            throw new EOFException("the mark at a tar's end is missing");
        }
        file.drain(gauge);
    }

    private void requireFileOrFolder(TarArchiveEntry entry) throws RefusedException {
        byte flag = entry.getLinkFlag();
        if (entry.isSparse()) {
            throw refused("a sparse file");
        }
        switch (flag) {
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_DIR -> {}
            case TarConstants.LF_SYMLINK, TarConstants.LF_LINK -> throw refused("a link");
            case TarConstants.LF_CHR, TarConstants.LF_BLK -> throw refused("a device");
            case TarConstants.LF_FIFO -> throw refused("a pipe");
            default -> throw refused("of an unknown kind (%d)".formatted(flag));
        }
    }

    private RefusedException refused(String kind) {
        return new RefusedException("%s is %s, not a file".formatted(gate.last(), kind));
    }

    /** Knows whether it has seen the mark at the end, without which the tar was cut. */
    private static final class Tar extends TarArchiveInputStream {

        private final Gauge gauge;
        private boolean ended;

        Tar(Gauge gauge) {
            super(gauge, StandardCharsets.UTF_8.name());
            this.gauge = gauge;
        }

        TarArchiveEntry next() throws IOException {
            gauge.beginHeader();
            try {
                return getNextEntry();
            } catch (RuntimeException e) {
                // The library's way with some headers that no tar program writes.
                throw new IOException("an entry's header makes no sense", e);
            } finally {
                gauge.endHeader();
            }
        }

        @Override
        protected boolean isEOFRecord(byte[] block) {
            boolean end = super.isEOFRecord(block);
            ended |= end && block != null;
            return end;
        }
    }
}
