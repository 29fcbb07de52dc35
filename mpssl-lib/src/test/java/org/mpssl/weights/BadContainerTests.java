package org.mpssl.weights;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.weights.TorchFiles.join;
import static org.mpssl.weights.TorchFiles.legacyStart;
import static org.mpssl.weights.TorchFiles.length;
import static org.mpssl.weights.TorchFiles.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpssl.UserError;

/** One crafted archive or legacy file per rule that the container can break. */
class BadContainerTests {

    private static final String PICKLE = "a/data.pkl";
    private static final byte[] GOOD = PickleBytes.oneTensor("0", 4, 0, new long[] {2, 2}, 2, 1);
    private static final byte[] DATA = new byte[16];

    /** Reads with an eye on the memory and the time that this takes. */
    private static void read(byte[] content) throws IOException {
        Allocation reading = Allocation.ofReading(content);
        reading.assertBounded(content.length, "a crafted file");
        if (reading.error().isPresent()) {
            throw reading.error().get();
        }
    }

    private static TorchFiles good() {
        return zip().entry(PICKLE, GOOD).entry("a/data/0", DATA);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] named(String name) {
        return good().entry(name, DATA).build();
    }

    static Stream<Arguments> badArchives() {
        byte[] whole = good().build();
        return Stream.of(
                bad("cut off", Arrays.copyOf(whole, whole.length - 1), "directory is not at its"),
                bad("only a start", text("PK\u0003\u0004"), "it ends before its directory"),
                bad("something after", join(whole, text("!")), "directory is not at its end"),
                bad("comment", good().build(e -> e.putShort(20, (short) 1)), "is not at its end"),
                bad("outside", good().build(e -> e.putInt(16, 9999)), "lies outside the file"),
                bad("far outside", good().build(e -> e.putInt(12, -2)), "lies outside the file"),
                bad("no big record", good().build(e -> e.putInt(16, -1)), "lies outside the fil"),
                bad("no directory", good().build(e -> e.putInt(12, 0)), "not at its end"),
                bad("big, elsewhere", big(l -> l.putLong(8, 1)), "two things of where its"),
                bad("big, nowhere", big(l -> l.putLong(8, -1)), "two things of where its"),
                bad("big, no locator", big(l -> l.putInt(0, 0)), "not at its end"),
                bad("big, no record", recorded(r -> r.putInt(0, 0)), "two things of where"),
                bad("other count", recorded(r -> r.putLong(32, 1)), "two things of where"),
                bad("other size", recorded(r -> r.putLong(40, 1)), "two things of where"),
                bad("other place", recorded(r -> r.putLong(48, 1)), "two things of where"),
                bad("long and elsewhere", twoDirectories(), "not at its end"),
                bad(
                        "too few",
                        good().build(e -> e.putShort(10, (short) 1)),
                        "2 entries and should"),
                bad("damaged", signed(0), "is damaged"),
                bad("slip", named("a/../../etc/passwd"), "leads out of the archive: a/../.."),
                bad("slip to the end", named("a/.."), "leads out of the archive: a/.."),
                bad("absolute", named("/etc/passwd"), "leads out of the archive: /etc/passwd"),
                bad("backslash", named("a\\..\\b"), "leads out of the archive: a\\..\\b"),
                bad("terminal", named("a/\u001b[2J"), "leads out of the archive: a/?[2J"),
                bad("twice", named(PICKLE), "two entries are called a/data.pkl"),
                bad("two folders", named("b/data.pkl"), "an archive of something else"),
                bad("no folder", zip().entry("data.pkl", GOOD).build(), "archive of something"),
                bad("no pickle", zip().entry("a/data/0", DATA).build(), "archive of something"),
                bad("nothing", zip().build(), "an archive of something else"),
                bad("bomb", changed(TorchFiles.METHOD, 8), "a/x is compressed, as in TorchScript"),
                bad("encrypted", changed(TorchFiles.FLAGS, 1), "a/x is encrypted"),
                bad("checksum", changed(TorchFiles.CRC, 1), "a/x is damaged: its checksum"),
                bad("two sizes", changed(TorchFiles.PACKED, 1), "a/x has two different sizes"),
                bad("too long", sized(17), "a/x overlaps another part"),
                bad("4 GiB long", sized(-1), "a/x overlaps another part"),
                bad("moved", changed(TorchFiles.LOCAL, 1), "a/x overlaps another part"),
                bad("moved behind", changed(TorchFiles.LOCAL, 9999), "a/x overlaps another"),
                bad("another name", renamed("a/y"), "a/x has another name in its own header"),
                bad("no header", headless(), "a/data.pkl has no header of its own"),
                bad("same content twice", overlapping(), "overlaps another part of the file"),
                bad("name not UTF-8", notUtf8(), "the name of an entry is not UTF-8"),
                bad("big-endian", ordered("big"), "its numbers are not little-endian"),
                bad("no endian", ordered("little-endian"), "its numbers are not little-endian"),
                bad("no storage", zip().entry(PICKLE, GOOD).build(), "it lacks its storage 0"),
                bad("small storage", storage(12), "its storage 0 has 12 bytes and should have 4"),
                bad("large storage", storage(20), "its storage 0 has 20 bytes and should have 4"),
                bad(
                        "after the end",
                        TorchFiles.zipped(join(GOOD, text("N"))),
                        "something after the end of its pickled part"));
    }

    private static Arguments bad(String what, byte[] content, String message) {
        return Arguments.of(what, content, message);
    }

    private static byte[] big(Consumer<ByteBuffer> locator) {
        return good().buildBig(end -> {}, record -> {}, locator);
    }

    private static byte[] recorded(Consumer<ByteBuffer> record) {
        return good().buildBig(end -> {}, record, locator -> {});
    }

    /** Its end has no numbers; its record those of a directory that is not the last thing. */
    private static byte[] twoDirectories() {
        byte[] hidden = good().entry("a/x", DATA).build();
        int size =
                ByteBuffer.wrap(hidden).order(ByteOrder.LITTLE_ENDIAN).getInt(hidden.length - 10);
        int place =
                ByteBuffer.wrap(hidden).order(ByteOrder.LITTLE_ENDIAN).getInt(hidden.length - 6);
        return zip().entry("b", hidden)
                .buildBig(
                        end -> end.putShort(10, (short) -1).putInt(12, -1).putInt(16, -1),
                        record -> record.putLong(32, 3).putLong(40, size).putLong(48, place + 31),
                        locator -> {});
    }

    private static byte[] signed(int signature) {
        return good().entry("a/x", DATA, header -> header.putInt(0, signature)).build();
    }

    private static byte[] changed(int field, int value) {
        return good().entry("a/x", DATA, header -> header.putShort(field, (short) value)).build();
    }

    private static byte[] sized(int size) {
        return good().entry(
                        "a/x",
                        DATA,
                        h -> h.putInt(TorchFiles.SIZE, size).putInt(TorchFiles.PACKED, size))
                .build();
    }

    private static byte[] renamed(String local) {
        return good().entryCalled("a/x", local, DATA).build();
    }

    private static byte[] headless() {
        byte[] archive = good().build();
        archive[0 + 3] = 9;
        return archive;
    }

    /** The trick of the densest zip bombs: many entries with the same bytes. */
    private static byte[] overlapping() {
        return good().entry("a/data/1", DATA, h -> h.putInt(TorchFiles.LOCAL, 0)).build();
    }

    private static byte[] notUtf8() {
        byte[] archive = named("a/zzz");
        int at = new String(archive, StandardCharsets.ISO_8859_1).lastIndexOf("zzz");
        archive[at] = (byte) 0xe9;
        return archive;
    }

    private static byte[] ordered(String order) {
        return good().entry("a/byteorder", text(order)).build();
    }

    private static byte[] storage(int bytes) {
        return zip().entry(PICKLE, GOOD).entry("a/data/0", new byte[bytes]).build();
    }

    static Stream<Arguments> badLegacyFiles() {
        byte[] keys = keys("0");
        byte[] wrongMagic = TorchFiles.legacy(GOOD);
        wrongMagic[5]++;
        byte[] wrongVersion = TorchFiles.legacy(GOOD);
        wrongVersion[19]++;
        byte[] whole = TorchFiles.legacy(GOOD);
        return Stream.of(
                bad("magic", wrongMagic, "does not start with torch.save's magic number"),
                bad("version", wrongVersion, "does not start with torch.save's magic number"),
                bad("cut off in a storage", Arrays.copyOf(whole, whole.length - 1), "before its"),
                bad("cut off in a length", Arrays.copyOf(whole, whole.length - 20), "before its"),
                bad("something after", join(whole, text("!!")), "2 bytes at its end belong to no"),
                bad("length", legacy(keys, length(5), DATA), "has 5 elements and should have 4"),
                bad("negative", legacy(keys, length(-1), DATA), "has -1 elements and should"),
                bad("not listed", legacy(keys()), "it lacks its storage 0"),
                bad("unused", legacy(keys("1"), length(4), DATA), "that nothing in it uses"),
                bad("no keys", legacy(PickleBytes.start().raw('N').stop()), "has no list of its"),
                bad(
                        "number as key",
                        legacy(PickleBytes.start().raw("]K\u0001a").stop()),
                        "key that is no text"),
                bad("twice", legacy(keys("0", "0"), length(4), DATA, length(4), DATA), "twice"),
                bad("big-endian", bigEndian(), "its numbers are not little-endian"),
                bad("only a magic number", Arrays.copyOf(legacyStart(), 15), "was cut off"));
    }

    private static byte[] keys(String... keys) {
        PickleBytes list = PickleBytes.start().raw("](");
        for (String key : keys) {
            list.text(key);
        }
        return list.raw('e').stop();
    }

    private static byte[] legacy(byte[]... rest) {
        return join(legacyStart(), GOOD, join(rest));
    }

    private static byte[] bigEndian() {
        byte[] file = TorchFiles.legacy(GOOD);
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf("little_endian");
        file[at + "little_endian".length()] = (byte) 0x89;
        return file;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"badArchives", "badLegacyFiles"})
    void whatIsWrongIsNamed(String what, byte[] content, String message) {
        assertThatThrownBy(() -> read(content))
                .as(what)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("bad.pth is ")
                .hasMessageContaining(message);
    }

    @Test
    void theCraftedFilesAreReadWhenNothingIsWrongWithThem() throws IOException {
        read(good().build());
        read(good().entry("a/byteorder", text("little")).build());
        read(big(locator -> {}));
        read(
                good().buildBig(
                                end -> end.putShort(10, (short) -1).putInt(12, -1).putInt(16, -1),
                                record -> {},
                                locator -> {}));
        read(zip().bigEntry(PICKLE, GOOD).bigEntry("a/data/0", DATA).build());
        read(TorchFiles.legacy(GOOD));
    }

    @Test
    void aFileOfAnotherKindIsToldByItsFirstBytes() {
        for (String start : new String[] {"", "PNG", "<!DOCTYPE html>", "12345678["}) {
            assertThatThrownBy(() -> read(text(start)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("bad.pth is no weight file: it starts with ");
        }
    }
}
