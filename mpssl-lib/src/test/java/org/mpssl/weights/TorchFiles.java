package org.mpssl.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Builds the two kinds of PyTorch's files around a pickle, correct unless something is changed. */
final class TorchFiles {

    /** Where fields lie in an entry of a zip archive's directory. */
    static final int FLAGS = 8;

    static final int METHOD = 10;
    static final int CRC = 16;
    static final int PACKED = 20;
    static final int SIZE = 24;
    static final int LOCAL = 42;

    private static final byte[] FOUR_FLOATS = new byte[16];

    /** An entry: its content, a change of its header in the directory, the name in its own. */
    private static final class Entry {
        private final String name;
        private final String localName;
        private final byte[] content;
        private final Consumer<ByteBuffer> change;
        private byte[] extra = new byte[0];
        private boolean big;

        Entry(String name, String localName, byte[] content, Consumer<ByteBuffer> change) {
            this.name = name;
            this.localName = localName;
            this.content = content;
            this.change = change;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** Starts an archive. */
    static TorchFiles zip() {
        return new TorchFiles();
    }

    /** Returns an archive with a pickle and a storage "0" of 16 bytes. */
    static byte[] zipped(byte[] pickle) {
        return zip().entry("a/data.pkl", pickle).entry("a/data/0", FOUR_FLOATS).build();
    }

    TorchFiles entry(String name, byte[] content) {
        return entry(name, content, header -> {});
    }

    /** Adds an entry whose header in the directory is changed. */
    TorchFiles entry(String name, byte[] content, Consumer<ByteBuffer> change) {
        entries.add(new Entry(name, name, content, change));
        return this;
    }

    /** Adds an entry whose header in the directory has extra fields. */
    TorchFiles entry(String name, byte[] content, byte[] extra) {
        entry(name, content);
        entries.get(entries.size() - 1).extra = extra;
        return this;
    }

    /** Adds an entry that has another name in its own header. */
    TorchFiles entryCalled(String name, String localName, byte[] content) {
        entries.add(new Entry(name, localName, content, header -> {}));
        return this;
    }

    /** Adds an entry whose sizes and place are in its extra field, as those beyond 4 GiB are. */
    TorchFiles bigEntry(String name, byte[] content) {
        Entry entry =
                new Entry(
                        name,
                        name,
                        content,
                        header -> header.putInt(SIZE, -1).putInt(PACKED, -1).putInt(LOCAL, -1));
        entry.big = true;
        entries.add(entry);
        return this;
    }

    byte[] build() {
        return build(end -> {});
    }

    /** Builds an archive as torch.save does, with a record of long numbers at its end. */
    byte[] buildBig(
            Consumer<ByteBuffer> end, Consumer<ByteBuffer> record, Consumer<ByteBuffer> locator) {
        byte[] archive = build();
        int at = archive.length - 22;
        ByteBuffer numbers = little(archive);
        byte[] big = new byte[56];
        little(big).putInt(0, 0x06064b50).putLong(32, entries.size());
        little(big).putLong(40, numbers.getInt(at + 12)).putLong(48, numbers.getInt(at + 16));
        byte[] place = new byte[20];
        little(place).putInt(0, 0x07064b50).putLong(8, at);
        byte[] last = Arrays.copyOfRange(archive, at, archive.length);
        end.accept(little(last));
        record.accept(little(big));
        locator.accept(little(place));
        return join(Arrays.copyOf(archive, at), big, place, last);
    }

    /** Builds the archive with a change at its end record. */
    byte[] build(Consumer<ByteBuffer> change) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            byte[] localName = entry.localName.getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(entry.content);
            byte[] header = new byte[46];
            ByteBuffer fields = little(header).putInt(0, 0x02014b50);
            fields.putInt(CRC, (int) crc.getValue());
            fields.putInt(PACKED, entry.content.length).putInt(SIZE, entry.content.length);
            fields.putShort(28, (short) name.length).putInt(LOCAL, out.size());
            byte[] extra = entry.big ? extra(entry.content.length, out.size()) : entry.extra;
            fields.putShort(30, (short) extra.length);
            entry.change.accept(fields);
            directory.writeBytes(join(header, name, extra));
            byte[] local = new byte[30];
            little(local).putInt(0, 0x04034b50).putShort(26, (short) localName.length);
            out.writeBytes(join(local, localName, entry.content));
        }
        byte[] end = new byte[22];
        ByteBuffer fields = little(end).putInt(0, 0x06054b50);
        fields.putShort(8, (short) entries.size()).putShort(10, (short) entries.size());
        fields.putInt(12, directory.size()).putInt(16, out.size());
        change.accept(fields);
        return join(out.toByteArray(), directory.toByteArray(), end);
    }

    /** Returns a field of another kind, and then the one of long numbers. */
    private static byte[] extra(long size, long place) {
        byte[] extra = new byte[34];
        ByteBuffer fields = little(extra).putShort((short) 0x4246).putShort((short) 2);
        fields.putShort((short) 0).putShort((short) 1).putShort((short) 24);
        fields.putLong(size).putLong(size).putLong(place);
        return extra;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the three pickles at the start of a legacy file. */
    static byte[] legacyStart() {
        return PickleBytes.start()
                .raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .raw('.', 0x80, 2)
                .integer(1001)
                .raw('.', 0x80, 2, '}')
                .text("little_endian")
                .raw(0x88, 's')
                .stop();
    }

    /** Returns a legacy file with a pickle and a storage "0" of four float32. */
    static byte[] legacy(byte[] pickle) {
        byte[] keys = PickleBytes.start().raw(']').text("0").raw('a').stop();
        return join(legacyStart(), pickle, keys, length(4), FOUR_FLOATS);
    }

    static byte[] length(long elements) {
        byte[] bytes = new byte[8];
        little(bytes).putLong(elements);
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
