package org.mpssl.dataprep.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.mpssl.UserError;
import org.mpssl.files.Sha256;

class ArchivePropertyTests {

    private enum Kind {
        TAR {
            @Override
            byte[] pack(Map<String, byte[]> files) {
                return Packed.tar(files);
            }
        },
        TAR_GZ {
            @Override
            byte[] pack(Map<String, byte[]> files) {
                return Packed.gzip(Packed.tar(files));
            }
        },
        ZIP {
            @Override
            byte[] pack(Map<String, byte[]> files) {
                return Packed.zip(files);
            }
        };

        abstract byte[] pack(Map<String, byte[]> files);
    }

    @Property(tries = 100)
    void whatIsWrittenIntoAnArchiveComesOutAgain(
            @ForAll("trees") Map<String, byte[]> files, @ForAll Kind kind) throws IOException {
        byte[] packed = kind.pack(files);
        Path file = Files.createTempFile("archive", "");
        try {
            RawSource source = Read.source(file, packed);

            assertThat(Read.all(source)).hasSameSizeAs(files).containsAllEntriesOf(files);
            assertThat(source.scan(Read.SILENT).sha256()).isEqualTo(Sha256.of(packed));
        } finally {
            Files.delete(file);
        }
    }

    /** A stream may hand over as little as it likes. */
    @Property(tries = 100)
    void theSizesOfReadsDoNotMatter(
            @ForAll("trees") Map<String, byte[]> files, @ForAll boolean gzip, @ForAll long seed)
            throws IOException {
        byte[] packed = gzip ? Packed.gzip(Packed.tar(files)) : Packed.tar(files);
        PackedFile file =
                new PackedFile(
                        Path.of("a.tar"),
                        packed.length,
                        new Dribble(new ByteArrayInputStream(packed), new Random(seed)),
                        Read.SILENT);
        Map<String, byte[]> found = new LinkedHashMap<>();

        (gzip ? Container.TAR_GZ : Container.TAR)
                .pass(
                        file,
                        new Gate(Limits.USUAL, packed.length),
                        Limits.USUAL,
                        (path, size, content) -> found.put(path, Lists.whole(content, size)));

        assertThat(found).hasSameSizeAs(files).containsAllEntriesOf(files);
        assertThat(file.sha256()).isEqualTo(Sha256.of(packed));
    }

    /** Whatever a file holds, the user hears a sentence, and never gets other bytes for right. */
    @Property(tries = 500)
    void aChangedByteIsNoticedOrDoesNoHarm(
            @ForAll("trees") Map<String, byte[]> files,
            @ForAll Kind kind,
            @ForAll int place,
            @ForAll byte value)
            throws IOException {
        byte[] packed = kind.pack(files);
        packed[Math.floorMod(place, packed.length)] = value;
        Path file = Files.createTempFile("archive", "");
        try {
            Map<String, byte[]> found = Read.all(Read.source(file, packed));
            // A tar has no checksum of its contents, and a zip none of its names.
            if (kind == Kind.TAR_GZ) {
                assertThat(found).hasSameSizeAs(files).containsAllEntriesOf(files);
            }
        } catch (UserError e) {
            assertThat(e).hasMessageContaining(file.getFileName().toString());
        } finally {
            Files.delete(file);
        }
    }

    @Provide
    Arbitrary<Map<String, byte[]>> trees() {
        Arbitrary<String> name =
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withChars("0_ -+\u00e9\u4e2d")
                        .ofMinLength(1)
                        .ofMaxLength(60);
        Arbitrary<String> path =
                name.list().ofMinSize(1).ofMaxSize(4).map(s -> String.join("/", s));
        Arbitrary<byte[]> content = Arbitraries.bytes().array(byte[].class).ofMaxSize(3000);
        return Arbitraries.maps(path, content).ofMinSize(1).ofMaxSize(8);
    }

    /** Hands over a few bytes at a time. */
    private static final class Dribble extends FilterInputStream {

        private final Random random;

        Dribble(InputStream in, Random random) {
            super(in);
            this.random = random;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(700)));
        }
    }
}
