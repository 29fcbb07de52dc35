package org.mpssl.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Reads the directory of a zip archive as torch.save writes it: entries are stored, not compressed,
 * so that each is a run of the file's own bytes.
 *
 * <p>Written for untrusted files: every entry must lie in the file and apart from the others, under
 * one name, with the right checksum. Nothing is unpacked to disk.
 */
final class ZipDirectory {

    private static final int END = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int LOCATOR = 20;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int BIG_END = 56;
    private static final int BIG_END_SIGNATURE = 0x06064b50;
    private static final int ENTRY = 46;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int LOCAL = 30;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int ENCRYPTED = 1;
    private static final int BIG_EXTRA = 1;

    /** What the Java objects of an entry take. */
    private static final int COST = 1000;

    /** Where the directory lies: what the end of the archive says. */
    private record Place(long entries, long size, long offset) {

        /** Returns whether this says the same, with all ones for what is too long. */
        boolean isShortFor(Place big) {
            return isShortFor(entries, 0xffff, big.entries)
                    && isShortFor(size, 0xffffffffL, big.size)
                    && isShortFor(offset, 0xffffffffL, big.offset);
        }

        private static boolean isShortFor(long number, long ones, long big) {
            return number == ones || number == big;
        }
    }

    private record Entry(String name, long local, long size, long crc) {}

    private final Source source;

    private ZipDirectory(Source source) {
        this.source = source;
    }

    /** Returns where the content of each entry lies, by its name. */
    static Map<String, Storage> read(Source source) throws IOException {
        return new ZipDirectory(source).read();
    }

    private Map<String, Storage> read() throws IOException {
        Place place = place();
        List<Entry> entries = entries(place);
        entries.sort(Comparator.comparingLong(Entry::local));
        Map<String, Storage> contents = new LinkedHashMap<>();
        long free = 0;
        for (Entry entry : entries) {
            Storage content = content(entry, free, place.offset());
            free = content.position() + content.bytes();
            if (contents.put(entry.name(), content) != null) {
                throw source.bad("two entries are called " + entry.name());
            }
        }
        return contents;
    }

    private Place place() throws IOException {
        long at = source.size() - END;
        if (at < 0) {
            throw source.bad("it ends before its directory: the file was cut off");
        }
        ByteBuffer end = at(at, END);
        if (end.getInt(0) != END_SIGNATURE || end.getShort(20) != 0) {
            throw source.bad("its directory is not at its end: the file was cut off or changed");
        }
        Place place =
                new Place(
                        Short.toUnsignedLong(end.getShort(10)),
                        Integer.toUnsignedLong(end.getInt(12)),
                        Integer.toUnsignedLong(end.getInt(16)));
        long big = at - LOCATOR - BIG_END;
        if (big >= 0 && at(at - LOCATOR, LOCATOR).getInt(0) == LOCATOR_SIGNATURE) {
            place = bigPlace(place, big);
            at = big;
        }
        // Others look for a directory from its end, or from the start of the file.
        if (place.offset() < 0 || place.size() < 0 || place.offset() != at - place.size()) {
            throw source.bad("its directory lies outside the file or not at its end");
        }
        return place;
    }

    /**
     * Reads the record that says in long numbers what the end says in short ones. Others prefer it
     * wherever it is, so it must be where all of them look, and say the same.
     */
    private Place bigPlace(Place place, long at) throws IOException {
        ByteBuffer record = at(at, BIG_END);
        Place big = new Place(record.getLong(32), record.getLong(40), record.getLong(48));
        if (at(at + BIG_END, LOCATOR).getLong(8) != at
                || record.getInt(0) != BIG_END_SIGNATURE
                || !place.isShortFor(big)) {
            throw source.bad("its end says two things of where its directory is");
        }
        return big;
    }

    private ByteBuffer at(long position, int count) throws IOException {
        return ByteBuffer.wrap(source.read(position, count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private List<Entry> entries(Place place) throws IOException {
        source.spend(2 * place.size(), "its directory");
        if (place.size() > Integer.MAX_VALUE) {
            throw source.refused("its directory is larger than 2 GiB");
        }
        ByteBuffer directory = at(place.offset(), (int) place.size());
        List<Entry> entries = new ArrayList<>();
        while (directory.hasRemaining()) {
            source.spend(COST, "its directory");
            entries.add(entry(directory));
        }
        if (entries.size() != place.entries()) {
            throw source.bad(
                    "its directory has %d entries and should have %d"
                            .formatted(entries.size(), place.entries()));
        }
        return entries;
    }

    private Entry entry(ByteBuffer directory) {
        int start = directory.position();
        if (directory.remaining() < ENTRY || directory.getInt(start) != ENTRY_SIGNATURE) {
            throw source.bad("its directory is damaged");
        }
        int nameLength = Short.toUnsignedInt(directory.getShort(start + 28));
        int extraLength = Short.toUnsignedInt(directory.getShort(start + 30));
        int commentLength = Short.toUnsignedInt(directory.getShort(start + 32));
        if (directory.remaining() < ENTRY + nameLength + extraLength + commentLength) {
            throw source.bad("its directory is damaged");
        }
        byte[] utf8 = new byte[nameLength];
        directory.get(start + ENTRY, utf8);
        String name = source.text(utf8, "the name of an entry");
        checkName(name);
        if ((directory.getShort(start + 8) & ENCRYPTED) != 0) {
            throw source.bad("its entry " + name + " is encrypted");
        }
        if (directory.getShort(start + 10) != 0) {
            throw source.refused(
                    """
                    its entry %s is compressed, as in TorchScript programs. Save the state_dict() \
                    of the network with torch.save, which compresses nothing"""
                            .formatted(name));
        }
        long[] numbers = {
            Integer.toUnsignedLong(directory.getInt(start + 24)),
            Integer.toUnsignedLong(directory.getInt(start + 20)),
            Integer.toUnsignedLong(directory.getInt(start + 42))
        };
        fillIn(numbers, directory.slice(start + ENTRY + nameLength, extraLength));
        if (numbers[0] != numbers[1]) {
            throw source.bad("its entry " + name + " has two different sizes");
        }
        directory.position(start + ENTRY + nameLength + extraLength + commentLength);
        long crc = Integer.toUnsignedLong(directory.getInt(start + 16));
        return new Entry(name, numbers[2], numbers[0], crc);
    }

    /** Numbers that do not fit 32 bits are in the first extra field of a kind, in this order. */
    private static void fillIn(long[] numbers, ByteBuffer extra) {
        extra.order(ByteOrder.LITTLE_ENDIAN);
        while (extra.remaining() >= 4) {
            int id = extra.getShort();
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (id != BIG_EXTRA) {
                extra.position(extra.position() + length);
                continue;
            }
            extra.limit(extra.position() + length);
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] == 0xffffffffL && extra.remaining() >= Long.BYTES) {
                    numbers[i] = extra.getLong();
                }
            }
            return;
        }
    }

    /** Nothing is unpacked, so such a name could do no harm here; but no honest file has one. */
    private void checkName(String name) {
        String shown = Source.shown(name);
        if (!shown.equals(name)
                || name.contains("\\")
                || name.startsWith("/")
                || ("/" + name + "/").contains("/../")) {
            throw source.bad("an entry has a name that leads out of the archive: " + shown);
        }
    }

    /** Finds the content behind an entry's own header, and makes sure that it is undamaged. */
    private Storage content(Entry entry, long from, long to) throws IOException {
        long local = entry.local();
        if (local < from || local > to - LOCAL) {
            throw source.bad("its entry " + entry.name() + " overlaps another part of the file");
        }
        ByteBuffer header = at(local, LOCAL);
        int nameLength = Short.toUnsignedInt(header.getShort(26));
        long start = local + LOCAL + nameLength + Short.toUnsignedInt(header.getShort(28));
        if (header.getInt(0) != LOCAL_SIGNATURE || start > to) {
            throw source.bad("its entry " + entry.name() + " has no header of its own");
        }
        String name = source.text(source.read(local + LOCAL, nameLength), "the name of an entry");
        if (!name.equals(entry.name())) {
            throw source.bad("its entry " + entry.name() + " has another name in its own header");
        }
        if (entry.size() < 0 || entry.size() > to - start) {
            throw source.bad("its entry " + entry.name() + " overlaps another part of the file");
        }
        Storage content = new Storage(entry.name(), start, entry.size());
        if (crc(content) != entry.crc()) {
            throw source.bad("its entry " + entry.name() + " is damaged: its checksum is wrong");
        }
        return content;
    }

    private long crc(Storage content) throws IOException {
        CRC32 crc = new CRC32();
        InputStream stream =
                source.stream(content.position(), content.position() + content.bytes());
        for (int n = stream.read(source.chunk()); n > 0; n = stream.read(source.chunk())) {
            crc.update(source.chunk(), 0, n);
        }
        return crc.getValue();
    }
}
