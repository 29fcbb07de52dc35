package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mpssl.dataprep.raw.Read.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.files.Sha256;

class ArchiveTests {

    private static final Map<String, byte[]> FILES = new LinkedHashMap<>();

    static {
        FILES.put("cars/images/2.jpg", random(70_000));
        FILES.put("cars/images/1.jpg", random(512));
        FILES.put("cars/train.txt", bytes("1 Boeing 707\n"));
        FILES.put("cars/META.MAT", random(1000));
        FILES.put("cars/empty.json", new byte[0]);
    }

    @TempDir private Path folder;

    static Stream<byte[]> kinds() {
        return Stream.of(Packed.tar(FILES), Packed.gzip(Packed.tar(FILES)), Packed.zip(FILES));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aScanListsAllFilesAndKeepsTheLists(byte[] packed) {
        Scan scan = Read.source(folder.resolve("cars.tgz"), packed).scan(Read.SILENT);

        assertThat(scan.name()).isEqualTo("cars.tgz");
        assertThat(scan.bytes()).isEqualTo(packed.length);
        assertThat(scan.sha256()).isEqualTo(Sha256.of(packed));
        assertThat(Read.paths(scan)).containsExactlyElementsOf(FILES.keySet());
        for (RawFile file : scan.files()) {
            boolean list = !file.path().endsWith(".jpg");
            assertThat(file.size()).isEqualTo(FILES.get(file.path()).length);
            assertThat(file.source()).isEqualTo("cars.tgz");
            assertThat(file.content()).isEqualTo(list ? FILES.get(file.path()) : null);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void onlyWhatIsWantedIsHandedOverInTheArchivesOrder(byte[] packed) {
        RawSource source = Read.source(folder.resolve("cars.zip"), packed);
        Map<String, byte[]> images = new LinkedHashMap<>();

        source.read(path -> path.endsWith(".jpg"), images::put);

        assertThat(images.keySet()).containsExactly("cars/images/2.jpg", "cars/images/1.jpg");
        assertThat(images.get("cars/images/2.jpg")).isEqualTo(FILES.get("cars/images/2.jpg"));
        assertThat(Read.all(source)).hasSize(FILES.size()).containsAllEntriesOf(FILES);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatTheReceiverThrowsEndsTheReading(byte[] packed) {
        RawSource source = Read.source(folder.resolve("cars"), packed);
        IllegalStateException enough = new IllegalStateException("enough");
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                source.read(
                                        path -> true,
                                        (path, content) -> {
                                            seen.add(path);
                                            throw enough;
                                        }))
                .isSameAs(enough);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void progressCountsMebibytesUpToAllOfThem(byte[] packed) {
        List<String> heard = new ArrayList<>();

        Read.source(folder.resolve("cars"), packed)
                .scan((done, total, detail) -> heard.add(done + "/" + total + " " + detail));

        assertThat(heard).last().isEqualTo("1/1 MiB of cars");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {TarArchiveOutputStream.LONGFILE_POSIX, TarArchiveOutputStream.LONGFILE_GNU})
    void longNamesOfBothKindsAreRead(int kind) {
        String path = "folder/".repeat(40) + "F\u00e9lin_1.txt";
        byte[] packed = Packed.tar(Map.of(path, bytes("1")), kind);

        Scan scan = Read.source(folder.resolve("long.tar"), packed).scan(Read.SILENT);

        assertThat(Read.paths(scan)).containsExactly(path);
    }

    @Test
    void theOldestTarsWithoutANameOfTheirFormatAreRead() {
        byte[] header = Packed.header("a.txt", 3, '\0');
        byte[] packed = Packed.blocks(header, Packed.padded(bytes("old")));
        Arrays.fill(packed, 257, 265, (byte) 0);
        byte[] old = Arrays.copyOf(packed, 512);
        Packed.checkSum(old);
        System.arraycopy(old, 0, packed, 0, 512);

        assertThat(Read.all(Read.source(folder.resolve("old"), packed)))
                .containsExactly(Map.entry("a.txt", bytes("old")));
    }

    @Test
    void aPlainTarNamedGzIsReadAndRemarkedOn() {
        Scan scan =
                Read.source(folder.resolve("images.tar.gz"), Packed.tar(FILES)).scan(Read.SILENT);

        assertThat(scan.remarks())
                .singleElement()
                .asString()
                .contains("images.tar.gz is a plain tar in spite of its name");
    }

    @Test
    void gzipInSeveralPartsIsOneArchive() {
        byte[] tar = Packed.tar(FILES);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(Packed.gzip(Arrays.copyOf(tar, 3000)));
        packed.writeBytes(Packed.gzip(Arrays.copyOfRange(tar, 3000, tar.length)));

        Scan scan =
                Read.source(folder.resolve("parts.tgz"), packed.toByteArray()).scan(Read.SILENT);

        assertThat(Read.paths(scan)).containsExactlyElementsOf(FILES.keySet());
        assertThat(scan.sha256()).isEqualTo(Sha256.of(packed.toByteArray()));
    }

    @Test
    void whatDesktopsLeaveBehindIsPassedOver() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "a/._1.jpg",
                        "a/.DS_Store",
                        "__MACOSX/a/1.jpg",
                        "a/.directory",
                        "a/Thumbs.db",
                        "a/1.jpg")) {
            files.put(name, bytes("x"));
        }
        for (byte[] packed : List.of(Packed.tar(files), Packed.zip(files))) {
            RawSource source = Read.source(folder.resolve("a"), packed);

            assertThat(Read.paths(source.scan(Read.SILENT))).containsExactly("a/1.jpg");
            assertThat(Read.all(source)).containsOnlyKeys("a/1.jpg");
        }
    }

    @Test
    void segmentsThatMeanNothingAreLeftOut() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("./", new byte[0]);
        files.put("./a/", new byte[0]);
        files.put("./a//b/./1.jpg", bytes("x"));
        files.put(".hidden/2.jpg", bytes("y"));

        assertThat(Read.all(Read.source(folder.resolve("a"), Packed.tar(files))))
                .containsOnlyKeys("a/b/1.jpg", ".hidden/2.jpg");
    }

    @Test
    void listsBeyondTheLimitAreListedButNotKept() {
        Limits limits = new Limits(10, 10, 1000, 5, 8, 10_000, 200, 10_000);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.txt", bytes("12345"));
        files.put("b.txt", bytes("123456"));
        files.put("c.txt", bytes("1234"));
        files.put("d.txt", bytes("123"));

        Scan scan = Read.source(folder.resolve("a"), Packed.tar(files), limits).scan(Read.SILENT);

        assertThat(scan.files())
                .extracting(file -> file.content() != null)
                .containsExactly(true, false, false, true);
        assertThat(scan.remarks())
                .containsExactly(
                        "Of a 2 texts are too long to be kept as lists, the first is b.txt.");
    }

    @Test
    void allIsReadAgainEachTime() throws IOException {
        RawSource source = Read.source(folder.resolve("a"), Packed.gzip(Packed.tar(FILES)));

        assertThat(source.scan(Read.SILENT).sha256()).isEqualTo(source.scan(Read.SILENT).sha256());
        assertThat(Read.all(source)).hasSameSizeAs(Read.all(source));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
