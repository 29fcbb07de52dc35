package org.mpssl.dataprep.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Archives made for tests: usual ones with a library, others byte by byte. */
final class Packed {

    private static final int BLOCK = 512;

    private Packed() {}

    static byte[] tar(Map<String, byte[]> files) {
        return tar(files, TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** Returns a tar whose long names are written in one of the library's ways. */
    static byte[] tar(Map<String, byte[]> files, int longNames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
            out.setLongFileMode(longNames);
            out.setAddPaxHeadersForNonAsciiNames(
                    longNames == TarArchiveOutputStream.LONGFILE_POSIX);
            for (var file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> files) {
        return zip(
                out -> {
                    for (var file : files.entrySet()) {
                        put(out, new ZipArchiveEntry(file.getKey()), file.getValue());
                    }
                });
    }

    /** What writes the entries of a zip. */
    interface Entries {
        void writeTo(ZipArchiveOutputStream out) throws IOException;
    }

    static byte[] zip(Entries entries) {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
            entries.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(channel.array(), (int) channel.size());
    }

    static void put(ZipArchiveOutputStream out, ZipArchiveEntry entry, byte[] content)
            throws IOException {
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    /** Returns a tar of blocks made by hand, with the two empty ones at its end. */
    static byte[] blocks(byte[]... blocks) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] block : blocks) {
            bytes.writeBytes(block);
        }
        bytes.writeBytes(new byte[2 * BLOCK]);
        return bytes.toByteArray();
    }

    /** Returns content filled up to whole blocks. */
    static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK);
    }

    /** Returns an entry's header as the ustar standard has it. */
    static byte[] header(String name, long size, char kind) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(block, 124, "%011o\0".formatted(size));
        put(block, 136, "00000000000\0" + "        " + kind);
        if (kind == '1' || kind == '2') {
            put(block, 157, "/etc/passwd");
        }
        put(block, 257, "ustar\0" + "00");
        checkSum(block);
        return block;
    }

    /** Writes a header's checksum into it. */
    static void checkSum(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        for (int i = 153; i >= 148; i--) {
            header[i] = (byte) ('0' + (sum & 7));
            sum >>= 3;
        }
        header[154] = 0;
    }

    /** Returns an extended header (pax) for the entry behind it. */
    static byte[] pax(String key, String value) {
        int rest = key.length() + value.length() + 3;
        int length = rest + 1;
        while (length != rest + Integer.toString(length).length()) {
            length++;
        }
        byte[] record = "%d %s=%s\n".formatted(length, key, value).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header("pax", record.length, 'x'));
        bytes.writeBytes(padded(record));
        return bytes.toByteArray();
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
