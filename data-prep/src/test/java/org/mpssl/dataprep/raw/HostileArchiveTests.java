package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;

class HostileArchiveTests {

    private static final byte[] X = bytes("x");
    private static final Limits SMALL =
            new Limits(100, 100, 1_000_000, 1000, 1000, 4_000_000, 200, 1_000_000);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "/etc/passwd, has an absolute path",
        "../a.jpg, leads out of the archive",
        "a/../../b.jpg, leads out of the archive",
        "a/.., leads out of the archive",
        "C:/a.jpg, has an absolute path",
        "c:a.jpg, has an absolute path",
        "a\\b.jpg, has a backslash in its name",
        "..\\a.jpg, has a backslash in its name"
    })
    void namesThatLeadElsewhereAreRefused(String name, String reason) {
        refused(Packed.blocks(Packed.header(name, 0, '0')), name + " " + reason);
        byte[] zip = Packed.zip(Map.of(name.replace('\\', '|'), X));
        for (int i = 0; i < zip.length; i++) {
            zip[i] = zip[i] == '|' ? (byte) '\\' : zip[i];
        }
        refused(zip, name, reason);
    }

    @Test
    void namesWithControlCharactersAreRefused() {
        for (String name : List.of("a\nb.jpg", "\u001b[31mred.jpg", "a\u007fb", "a\u0085b")) {
            String shown = name.replaceAll("\\p{Cntrl}|\u0085", "?");
            refused(
                    Packed.blocks(Packed.header(name, 0, '0')),
                    shown + " has a control character in its name");
        }
        refused(
                Packed.blocks(Packed.pax("path", "a\0b.jpg"), Packed.header("a", 0, '0')),
                "a?b.jpg has a control character in its name");
    }

    @Test
    void namesBeyondAllMeasureAreRefused() {
        refused(Packed.tar(Map.of("a/".repeat(512) + "b", X)), "has a name of 1025 characters");
        refused(Packed.zip(Map.of("a/".repeat(512) + "b", X)), "has a name of 1025 characters");
    }

    @ParameterizedTest
    @CsvSource({
        "1, a link",
        "2, a link",
        "3, a device",
        "4, a device",
        "6, a pipe",
        "S, a sparse file",
        "V, of an unknown kind (86)"
    })
    void whatIsNoFileIsRefused(char kind, String what) {
        refused(
                Packed.blocks(Packed.header("odd", 0, kind)),
                "odd is %s, not a file".formatted(what));
    }

    @Test
    void sparseFilesOfPaxAreRefused() {
        refused(
                Packed.blocks(
                        Packed.pax("GNU.sparse.size", "512"),
                        Packed.header("odd", 512, '0'),
                        Packed.padded(X)),
                "odd is a sparse file, not a file");
    }

    @Test
    void linksInAZipAreRefused() {
        byte[] zip =
                Packed.zip(
                        out -> {
                            ZipArchiveEntry link = new ZipArchiveEntry("odd");
                            link.setUnixMode(0120777);
                            Packed.put(out, link, bytes("/etc/passwd"));
                        });

        refused(zip, "odd is a link or a device, not a file");
    }

    @Test
    void encryptedEntriesAreRefused() {
        byte[] zip = Packed.zip(Map.of("secret.jpg", X));
        // The flags of the file itself, and of it in the directory.
        zip[6] |= 1;
        zip[place(zip, "PK\1\2") + 8] |= 1;

        refused(zip, "secret.jpg is encrypted");
    }

    @Test
    void unknownMethodsAreRefused() {
        byte[] zip = Packed.zip(Map.of("a.jpg", X));
        zip[8] = 99;
        zip[place(zip, "PK\1\2") + 10] = 99;

        refused(zip, "a.jpg is packed by method 99");
    }

    @Test
    void aPathThatIsThereTwiceIsRefused() {
        byte[] entry = Packed.header("a/1.jpg", 0, '0');
        byte[] again = Packed.header("./a/1.jpg", 0, '0');

        refused(Packed.blocks(entry, again), "a/1.jpg is in it twice");
        refused(
                Packed.zip(
                        out -> {
                            Packed.put(out, new ZipArchiveEntry("1.jpg"), X);
                            Packed.put(out, new ZipArchiveEntry("1.jpg"), X);
                        }),
                "1.jpg is in it twice");
    }

    @ParameterizedTest
    @CsvSource({
        "A.jpg, a.jpg",
        "i.jpg, I.jpg",
        "e\u0301.jpg, \u00e9.jpg",
        "\u00c9.jpg, e\u0301.jpg",
        "stra\u00dfe, STRASSE"
    })
    void namesThatSomeSystemsTakeForOneAreRefused(String one, String other) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(one, X);
        files.put(other, X);

        String reason = "%s and %s are one name on some systems".formatted(one, other);
        refused(Packed.tar(files), reason);
        refused(Packed.zip(files), reason);
    }

    @Test
    void tooManyEntriesAreRefused() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 101; i++) {
            files.put(i + ".jpg", X);
        }

        refused(Packed.tar(files), "it has more than 100 entries");
        refused(Packed.zip(files), "it has more than 100 entries");
    }

    @Test
    void tooLargeFilesAreRefused() {
        refused(
                Packed.tar(Map.of("a.bin", new byte[1_000_001])),
                "a.bin has 1000001 bytes; a file may have 1000000");
        refused(
                Packed.zip(Map.of("a.bin", new byte[1_000_001])),
                "a.bin has 1000001 bytes; a file may have 1000000");
    }

    @Test
    void tooMuchTogetherIsRefused() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            files.put(i + ".jpg", new byte[900_000]);
        }

        refused(Packed.tar(files), "its files have more than 4000000 bytes together");
    }

    @Test
    void bombsAreRefused() {
        Map<String, byte[]> files = Map.of("1.jpg", new byte[999_999], "2.jpg", new byte[999_999]);

        refused(Packed.zip(files), "bytes unpack to more than 200 times as many");
        refused(Packed.gzip(Packed.tar(files)), "more than 200 times as many");
    }

    @Test
    void aBombBehindTheLastEntryIsRefused() {
        byte[] tar = Packed.tar(Map.of("1.jpg", X));

        refused(Packed.gzip(Arrays.copyOf(tar, 3_000_000)), "more than 200 times as many");
    }

    @Test
    void aFileInAZipThatIsLongerThanItSaysIsRefusedAsDamaged() {
        byte[] zip = Packed.zip(Map.of("a.jpg", new byte[100_000]));
        int directory = place(zip, "PK\1\2");
        Arrays.fill(zip, directory + 24, directory + 28, (byte) 0);
        zip[directory + 24] = 10;

        assertThatThrownBy(() -> Read.all(Read.source(folder.resolve("a.zip"), zip)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is damaged behind a.jpg");
    }

    @ParameterizedTest
    @ValueSource(chars = {'L', 'x', 'g'})
    void aNameThatWouldFillTheMemoryIsRefused(char kind) {
        byte[] name = new byte[3_000_000];
        Arrays.fill(name, (byte) 'a');
        byte[] record = bytes("3000000 path=");
        System.arraycopy(record, 0, name, 0, kind == 'L' ? 0 : record.length);

        refused(
                Packed.blocks(Packed.header("long", name.length, kind), Packed.padded(name)),
                "an entry's name and attributes are longer than 1 MiB");
    }

    private void refused(byte[] archive, String... reasons) {
        Path file = folder.resolve("a");
        RawSource source = Read.source(file, archive, SMALL);

        for (Runnable use :
                List.<Runnable>of(() -> source.scan(Read.SILENT), () -> Read.all(source))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + " is refused: ")
                    .hasMessageContainingAll(reasons)
                    .hasMessageEndingWith("unpack it yourself and name the folder.");
        }
    }

    private static int place(byte[] content, String signature) {
        for (int i = content.length - signature.length(); i >= 0; i--) {
            if (Arrays.equals(
                    content, i, i + signature.length(), bytes(signature), 0, signature.length())) {
                return i;
            }
        }
        throw new IllegalArgumentException(signature);
    }
}
