package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.download.ScriptedServer.Reply;
import org.mpssl.files.DraftFolder;

/**
 * Whatever servers do, and wherever a process was killed before: the file is right, or there is
 * none; and as soon as the server is as it should be, there is one.
 */
class AnyServerTests {

    private static final int SIZE = 20_000;
    private static final Version V1 = Version.packed(SIZE, 1);
    private static final Version V2 = Version.packed(SIZE + 500, 2);

    /** Says that it is version 1, and is not. */
    private static final Version FORGED = new Version(Version.packed(SIZE, 3).content(), V1.etag());

    private static final Version PAGE =
            new Version("<html>later</html>".getBytes(StandardCharsets.UTF_8), "\"page\"");

    private static final Settings SETTINGS =
            new Settings(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(5),
                    3,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    pause -> {},
                    () -> Fetching.NOW);
    private static final Download DOWNLOAD = new Download(SETTINGS);

    /** What a server may do; {@code at} is a byte of the file. */
    private enum Deed {
        CUT,
        WHOLE,
        CHUNKED,
        CHUNKED_CUT,
        UNNAMED_CUT,
        WRONG_START,
        WRONG_TOTAL,
        CONDITION_IGNORED,
        OTHER_VERSION,
        OTHER_VERSION_CUT,
        NO_MORE,
        PAGE,
        BUSY,
        GONE,
        CODED,
        STALL,
        FORGED,
        FORGED_CUT,
        SHORT;

        /** Returns whether it takes a checksum to see through it. */
        boolean isLie() {
            return this == FORGED || this == FORGED_CUT || this == SHORT;
        }
    }

    private record Step(Deed deed, int at) {

        Reply reply(ScriptedServer server) {
            return switch (deed) {
                case CUT -> V1.cut(at);
                case WHOLE -> V1.whole();
                case CHUNKED -> V1.chunked(SIZE);
                case CHUNKED_CUT -> V1.chunked(at);
                case UNNAMED_CUT -> V1.unnamed().cut(at);
                case WRONG_START -> V1.part(at, SIZE, SIZE);
                case WRONG_TOTAL -> V1.part(at, SIZE + 1, SIZE);
                case CONDITION_IGNORED -> V2.part(at, V2.size(), V2.size());
                case OTHER_VERSION -> V2.honest();
                case OTHER_VERSION_CUT -> V2.cut(at);
                case NO_MORE -> Version.status(416, "Content-Range", "bytes */" + at);
                case PAGE -> PAGE.whole();
                case BUSY -> Version.status(503);
                case GONE -> Version.status(410);
                case CODED -> V1.with("Content-Encoding", "br");
                case STALL -> V1.stalled(server, at);
                case FORGED -> FORGED.honest();
                case FORGED_CUT -> FORGED.cut(at);
                case SHORT -> new Version(Arrays.copyOf(V1.content(), at), V1.etag()).whole();
            };
        }
    }

    /** What a process may have left that was killed, or a user who tidied up. */
    private enum Leftover {
        NOTHING,
        PART,
        PART_OF_OTHER_VERSION,
        PART_WITHOUT_NOTE,
        PART_WITH_HALF_A_NOTE,
        NOTE_WITHOUT_PART;

        void leave(Path folder, URI url, int at) throws IOException {
            Version version = this == PART_OF_OTHER_VERSION ? V2 : V1;
            Path part = folder.resolve("a.tgz.part");
            Path note = folder.resolve("a.tgz.part.json");
            if (this != NOTHING && this != NOTE_WITHOUT_PART) {
                Files.write(part, Arrays.copyOf(version.content(), at));
            }
            if (this != NOTHING && this != PART_WITHOUT_NOTE) {
                new PartNote(url.toString(), version.etag(), "", version.size()).write(note);
            }
            if (this == PART_WITH_HALF_A_NOTE) {
                try (FileOutputStream out = new FileOutputStream(note.toFile(), true)) {
                    out.getChannel().truncate(Files.size(note) / 2);
                }
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> anything() {
        return steps(Stream.of(Deed.values()));
    }

    @Provide
    Arbitrary<List<Step>> noLies() {
        return steps(Stream.of(Deed.values()).filter(deed -> !deed.isLie()));
    }

    private static Arbitrary<List<Step>> steps(Stream<Deed> deeds) {
        Arbitrary<Deed> deed =
                Arbitraries.frequency(
                        deeds.map(d -> Tuple.of(d == Deed.STALL ? 1 : 4, d)).toList());
        return Combinators.combine(deed, at()).as(Step::new).list().ofMinSize(1).ofMaxSize(8);
    }

    /** The places that matter, and any other. */
    private static Arbitrary<Integer> at() {
        return Arbitraries.oneOf(
                Arbitraries.of(1, 261, 262, 8192, SIZE / 2, SIZE - 1),
                Arbitraries.integers().between(1, SIZE - 1));
    }

    @Provide
    Arbitrary<Integer> place() {
        return at();
    }

    @Property(tries = 20)
    void withASumTheFileIsThePublishedOneOrThereIsNone(
            @ForAll("anything") List<Step> script,
            @ForAll Leftover leftover,
            @ForAll("place") int place)
            throws IOException {
        proceed(script, leftover, place, true);
    }

    @Property(tries = 20)
    void withoutASumTheFileIsOneWholeVersionOrThereIsNone(
            @ForAll("noLies") List<Step> script,
            @ForAll Leftover leftover,
            @ForAll("place") int place)
            throws IOException {
        proceed(script, leftover, place, false);
    }

    private static void proceed(List<Step> script, Leftover leftover, int place, boolean known)
            throws IOException {
        Path folder = Files.createTempDirectory("download");
        try (ScriptedServer server = new ScriptedServer()) {
            Reply[] replies =
                    Stream.concat(script.stream().map(s -> s.reply(server)), Stream.of(V1.honest()))
                            .toArray(Reply[]::new);
            URI first = server.at("/first", replies);
            URI second = server.at("/second", script.get(0).reply(server));
            SourceFile file =
                    known
                            ? Fetching.named("a.tgz", V1, first, second)
                            : Fetching.unknown("a.tgz", first, second);
            leftover.leave(folder, first, place);
            // Whatever it is, the script has an end: after that the server is as it should be.
            boolean done = false;
            for (int i = 0; i <= script.size() && !done; i++) {
                done = isFetched(file, folder, known);
            }
            assertThat(done).isTrue();
        } finally {
            DraftFolder.delete(folder);
        }
    }

    /** Returns whether it was; if not, nothing must have its name. */
    private static boolean isFetched(SourceFile file, Path folder, boolean known)
            throws IOException {
        Path target = folder.resolve("a.tgz");
        try {
            DOWNLOAD.fetch(file, folder, (bytes, total, speed) -> {});
        } catch (UserError e) {
            assertThat(target).doesNotExist();
            assertThat(e).hasMessageContaining("--from");
            return false;
        }
        byte[] found = Files.readAllBytes(target);
        assertThat(known ? List.of(V1) : List.of(V1, V2))
                .anyMatch(version -> Arrays.equals(version.content(), found));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder(".locks", "a.tgz");
        }
        return true;
    }
}
