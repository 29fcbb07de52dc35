package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.download.ScriptedServer.Reply;

/** Where a download goes on that was cut short, and where it has to begin anew. */
class ResumeTests {

    private static final Version V1 = Version.packed(50_000, 1);
    private static final Version V2 = Version.packed(50_000, 2);
    private static final int CUT = 20_000;

    @TempDir private Path folder;
    private ScriptedServer server;
    private Fetching fetching;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        fetching = new Fetching(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Leaves the first bytes of version 1 with its note, as a process that was killed does. */
    private void leavePart(int length, URI url, String etag, String date) throws IOException {
        fetching.leave(
                "a.tgz",
                Arrays.copyOf(V1.content(), length),
                new PartNote(url.toString(), etag, date, V1.size()));
    }

    private void fetched(Version version, URI... urls) throws IOException {
        fetched(version, Fetching.named("a.tgz", version, urls));
    }

    private void fetched(Version version, SourceFile file) throws IOException {
        fetching.fetch(file);
        assertThat(Files.readAllBytes(folder.resolve("a.tgz"))).isEqualTo(version.content());
        assertThat(fetching.files()).containsExactly("a.tgz");
    }

    @Test
    void aPartOfAnEarlierProcessIsGoneOnWith() throws IOException {
        URI url = server.at("/a", V1.honest());
        leavePart(CUT, url, V1.etag(), "");

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("bytes=20000-");
        assertThat(server.requests().get(0).getFirst("If-Range")).isEqualTo(V1.etag());
        assertThat(fetching.events).containsExactly("20.0 kB of a.tgz are there already.");
    }

    @Test
    void aConnectionThatBreaksIsGoneOnWith() throws IOException {
        URI url = server.at("/a", V1.cut(CUT), V1.cut(10_000), V1.honest());

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("all", "bytes=20000-", "bytes=30000-");
    }

    /**
     * A range that ends before the file does, as some servers limit it, is no failure to resume.
     */
    @Test
    void aStallIsCutAndGoneOnWith() throws IOException {
        fetching = new Fetching(folder, Fetching.SHORT);
        URI url = server.at("/a", V1.stalled(server, CUT), V1.honest());

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("all", "bytes=20000-");
        assertThat(fetching.events)
                .containsExactly("no byte came for 0.4 s. Trying again in 1.0 s.");
    }

    /** Some servers limit the length of an answer. */
    @Test
    void aRangeThatEndsBeforeTheFileIsGoneOnWith() throws IOException {
        Version first = new Version(Arrays.copyOf(V1.content(), 30_000), V1.etag());
        URI url = server.at("/a", first.part(CUT, 50_000, Integer.MAX_VALUE), V1.honest());
        leavePart(CUT, url, V1.etag(), "");

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("bytes=20000-", "bytes=30000-");
    }

    @Test
    void aServerThatTakesTheRequestAndSaysNothingIsAskedAgain() throws IOException {
        fetching = new Fetching(folder, Fetching.SHORT);
        Reply silent = exchange -> server.stall();

        fetched(V1, server.at("/a", silent, V1.honest()));

        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void withAWeakTagTheDateIsTheCondition() throws IOException {
        String date = "Fri, 02 Jan 2026 03:04:05 GMT";
        URI url = server.at("/a", V1.part(CUT, 50_000, Integer.MAX_VALUE));
        leavePart(CUT, url, "W/\"v1\"", date);

        fetched(V1, url);

        assertThat(server.requests().get(0).getFirst("If-Range")).isEqualTo(date);
    }

    @Test
    void anAnswerWithAllOfItReplacesThePart() throws IOException {
        URI url = server.at("/a", V1.whole());
        leavePart(CUT, url, V1.etag(), "");

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("bytes=20000-");
        assertThat(fetching.events)
                .last()
                .asString()
                .startsWith("Begun anew: the file has changed, or the server cannot go on");
    }

    @Test
    void anotherVersionMeanwhileReplacesThePart() throws IOException {
        URI url = server.at("/a", V2.honest());
        leavePart(CUT, url, V1.etag(), "");

        // Without a sum nothing but the condition keeps the two apart.
        fetched(V2, Fetching.unknown("a.tgz", url));
    }

    @Test
    void anotherVersionBetweenTwoAttemptsReplacesThePart() throws IOException {
        URI url = server.at("/a", V1.cut(CUT), V2.cut(CUT), V2.honest());

        fetched(V2, Fetching.unknown("a.tgz", url));

        assertThat(server.ranges()).containsExactly("all", "bytes=20000-", "bytes=20000-");
    }

    @Test
    void aServerThatIgnoresTheConditionIsSeenThrough() throws IOException {
        URI url = server.at("/a", V2.part(CUT, 50_000, Integer.MAX_VALUE), V2.honest());
        leavePart(CUT, url, V1.etag(), "");

        fetched(V2, Fetching.unknown("a.tgz", url));

        assertThat(server.ranges()).containsExactly("bytes=20000-", "all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes 20001-49999/50000",
                "bytes 0-49999/50000",
                "bytes 20000-49999/50001",
                "bytes 20000-49999",
                "pages 20000-49999/50000",
                "nonsense"
            })
    void anAnswerWithOtherBytesThanAskedIsNotAppended(String range) throws IOException {
        Reply wrong =
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Range", range);
                    exchange.sendResponseHeaders(206, 30_000);
                    exchange.getResponseBody().write(new byte[30_000]);
                };
        URI url = server.at("/a", wrong, V1.honest());
        leavePart(CUT, url, V1.etag(), "");

        fetched(V1, Fetching.unknown("a.tgz", url));

        assertThat(server.ranges()).containsExactly("bytes=20000-", "all");
    }

    @Test
    void aPartThatWasAllOfItNeedsNoServer() throws IOException {
        URI url = server.at("/a", V1.honest());
        leavePart(V1.size(), url, V1.etag(), "");

        fetched(V1, url);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerThatHasNoMoreConfirmsThePart() throws IOException {
        URI url = server.at("/a", V1.honest());
        fetching.leave("a.tgz", V1.content(), new PartNote(url.toString(), V1.etag(), "", -1));

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("bytes=50000-");
    }

    /** Even if the server takes the part for all of it: the note says that there was more. */
    @ParameterizedTest
    @ValueSource(ints = {CUT - 1, CUT, CUT + 1})
    void aPartThatTheServerHasNothingToAddToIsBegunAnew(int total) throws IOException {
        URI url =
                server.at(
                        "/a",
                        Version.status(416, "Content-Range", "bytes */" + total),
                        V1.honest());
        leavePart(CUT, url, V1.etag(), "");

        fetched(V1, Fetching.unknown("a.tgz", url));

        assertThat(server.ranges()).containsExactly("bytes=20000-", "all");
    }

    @Test
    void withoutANamedVersionThePartIsBegunAnewAndThatIsSaid() throws IOException {
        URI url = server.at("/a", V1.unnamed().cut(CUT), V1.unnamed().honest());

        fetched(V1, url);

        assertThat(server.ranges()).containsExactly("all", "all");
        assertThat(fetching.events)
                .anyMatch(e -> e.startsWith("Begun anew: the server names no version of the file"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"url\": \"URL\", \"etag\": \"\\\"v1\\\"\", \"lastModified\": \"\"}",
                "{\"url\": \"URL\", \"etag\": null, \"lastModified\": \"\", \"total\": 50000}",
                "{\"url\": \"URL\", \"etag\": \"\\\"v1\\\"\", \"lastModified\": \"\", \"total\": 50000}x",
                "{\"url\": \"other\", \"etag\": \"\\\"v1\\\"\", \"lastModified\": \"\", \"total\": 50000}",
                "{\"url\": \"URL\", \"etag\": \"\\\"v1\\\"\", \"lastModified\": \"\", \"total\": 19999}"
            })
    void aPartWithADamagedNoteIsBegunAnew(String note) throws IOException {
        URI url = server.at("/a", V2.honest());
        Files.write(folder.resolve("a.tgz.part"), Arrays.copyOf(V1.content(), CUT));
        Files.writeString(folder.resolve("a.tgz.part.json"), note.replace("URL", url.toString()));

        fetched(V2, url);

        assertThat(server.ranges()).containsExactly("all");
        assertThat(fetching.events).singleElement().asString().startsWith("Begun anew: ");
    }

    @Test
    void aPartWithoutANoteIsBegunAnew() throws IOException {
        Files.write(folder.resolve("a.tgz.part"), Arrays.copyOf(V1.content(), CUT));

        fetched(V2, server.at("/a", V2.honest()));

        assertThat(server.ranges()).containsExactly("all");
    }

    @Test
    void theMirrorOfThePartIsAskedFirst() throws IOException {
        URI first = server.at("/first", V1.honest());
        URI second = server.at("/second", V1.honest());
        leavePart(CUT, second, V1.etag(), "");

        fetched(V1, first, second);

        assertThat(server.ranges()).containsExactly("bytes=20000-");
    }

    @Test
    void thePartOfOneMirrorIsNotMixedWithAnother() throws IOException {
        URI first = server.at("/first", V1.cut(CUT), Version.status(404));
        URI second = server.at("/second", V2.honest());

        fetched(V2, Fetching.unknown("a.tgz", first, second));

        assertThat(server.ranges()).containsExactly("all", "bytes=20000-", "all");
    }
}
