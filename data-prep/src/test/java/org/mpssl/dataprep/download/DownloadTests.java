package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.files.FolderLock;

/** What a file, its name and its part go through when servers are as they should be, or not. */
class DownloadTests {

    private static final Version V1 = Version.packed(50_000, 1);
    private static final Version V2 = Version.packed(50_000, 2);

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

    private void isWhole(Version version) throws IOException {
        assertThat(Files.readAllBytes(folder.resolve("a.tgz"))).isEqualTo(version.content());
        assertThat(fetching.files()).containsExactly("a.tgz");
    }

    private void cannotBeFetched(URI... urls) {
        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, urls)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("Cannot fetch a.tgz:");
        assertThat(folder.resolve("a.tgz")).doesNotExist();
    }

    @Test
    void aFileComesWholeAndNothingElseStays() throws IOException {
        URI url = server.at("/a", V1.honest());

        Path file = fetching.fetch(Fetching.named("a.tgz", V1, url));

        assertThat(file).isEqualTo(folder.resolve("a.tgz"));
        isWhole(V1);
        assertThat(fetching.states).last().isEqualTo(50_000L);
        assertThat(server.requests())
                .singleElement()
                .satisfies(
                        headers -> {
                            assertThat(headers)
                                    .doesNotContainKeys("Accept-encoding", "Range", "Upgrade");
                        });
    }

    @Test
    void aFileOfUnknownLengthAndSumIsFetchedToo() throws IOException {
        fetching.fetch(Fetching.unknown("a.tgz", server.at("/a", V1.chunked(V1.size()))));

        isWhole(V1);
    }

    @Test
    void aFileThatIsThereIsNotFetchedAgain() throws IOException {
        Files.write(folder.resolve("a.tgz"), V1.content());
        URI url = server.at("/a", V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, url));
        fetching.fetch(Fetching.unknown("a.tgz", url));

        assertThat(server.requests()).isEmpty();
        // Not even a lock was needed: the folder may be read-only.
        assertThat(folder.resolve(".locks")).doesNotExist();
    }

    @Test
    void anotherFileOfTheSameNameIsRefusedAndStays() throws IOException {
        URI url = server.at("/a", V1.honest());
        Files.write(folder.resolve("a.tgz"), V2.content());
        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.resolve("a.tgz").toString())
                .hasMessageContaining(
                        "sha256 should be %s, it is %s".formatted(V1.sha256(), V2.sha256()))
                .hasMessageContaining("Move it away");
        isWhole(V2);

        Files.write(folder.resolve("a.tgz"), new byte[3]);
        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .hasMessageContaining("it has 3 bytes instead of 50,000");
        assertThat(folder.resolve("a.tgz")).hasSize(3);
    }

    @Test
    void aWrongSumSendsToTheNextMirror() throws IOException {
        URI wrong = server.at("/wrong", V2.honest());
        URI right = server.at("/right", V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, wrong, right));

        isWhole(V1);
        assertThat(server.ranges()).containsExactly("all", "all");
    }

    @Test
    void aWrongSumEverywhereIsToldWithBothSumsAndLeavesNothing() throws IOException {
        URI url = server.at("/a", V2.honest());

        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(V1.sha256())
                .hasMessageContaining(V2.sha256())
                .hasMessageContaining("--no-verify")
                .hasMessageContaining("--from");
        assertThat(fetching.files()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    /** A crash of the machine may leave zeros where the last bytes were. */
    @Test
    void aPartThatWasDamagedIsFetchedOnceMoreFromTheStart() throws IOException {
        URI url = server.at("/a", V1.honest());
        byte[] damaged = Arrays.copyOf(Arrays.copyOf(V1.content(), 10_000), 20_000);
        fetching.leave("a.tgz", damaged, new PartNote(url.toString(), V1.etag(), "", 50_000));

        fetching.fetch(Fetching.named("a.tgz", V1, url));

        isWhole(V1);
        assertThat(server.ranges()).containsExactly("bytes=20000-", "all");
    }

    @Test
    void anotherLengthThanThePublishedIsRefusedBeforeAByteIsWritten() throws IOException {
        URI url = server.at("/a", Version.packed(60_000, 1).honest());

        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .hasMessageContaining("it has 60,000 bytes instead of 50,000")
                .hasMessageContaining("--no-verify");
        assertThat(fetching.files()).isEmpty();
    }

    @Test
    void moreThanThePublishedBytesAreNotTaken() throws IOException {
        URI url = server.at("/a", Version.packed(60_000, 1).chunked(60_000));

        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .hasMessageContaining("it has more than 50,000 bytes");
        assertThat(fetching.files()).isEmpty();
    }

    @Test
    void aStatusThatWillNotChangeSendsToTheNextMirrorAtOnce() throws IOException {
        URI gone = server.at("/gone", Version.status(404));
        URI right = server.at("/right", V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, gone, right));

        isWhole(V1);
        assertThat(server.requests()).hasSize(2);
        assertThat(fetching.pauses).isEmpty();
    }

    @Test
    void whenAllMirrorsFailEachIsNamedWithItsReason() throws IOException {
        URI gone = server.at("/gone", Version.status(404));
        URI busy = server.at("/busy", Version.status(503));
        URI nowhere = URI.create("http://127.0.0.1:1/a");

        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, gone, busy, nowhere)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(gone + ": HTTP status 404")
                .hasMessageContaining(busy + ": HTTP status 503 (5 attempts)")
                .hasMessageContaining(nowhere + ": no connection (5 attempts)")
                .hasMessageContaining("--from")
                .hasMessageEndingWith(
                        "curl -L -C - -o \"%s\" %s".formatted(folder.resolve("a.tgz"), gone));
        assertThat(fetching.files()).isEmpty();
    }

    @Test
    void aFileWithoutAnAddressHasToBeBrought() {
        assertThatThrownBy(() -> fetching.fetch(Fetching.unknown("a.tgz")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no address of a.tgz")
                .hasMessageContaining("--from");
    }

    @Test
    void aWebPageIsNotTakenForAnArchive() throws IOException {
        Version page = new Version("\n<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8), "");
        URI asFile = server.at("/file", page.with("Content-Type", "application/x-gzip"));
        // What is called a page is one, whatever is in it.
        URI asPage = server.at("/page", V1.with("Content-Type", "text/html; charset=utf-8"));

        for (URI url : List.of(asPage, asFile)) {
            assertThatThrownBy(() -> fetching.fetch(Fetching.unknown("a.tgz", url)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("the server sent a web page")
                    .hasMessageContaining("browser");
        }
        assertThat(fetching.files()).isEmpty();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aPackedFileCalledPackedIsTakenAsItIs() throws IOException {
        fetching.fetch(
                Fetching.named("a.tgz", V1, server.at("/a", V1.with("Content-Encoding", "gzip"))));
        isWhole(V1);
    }

    @Test
    void anyOtherCodingIsRefused() {
        URI brotli = server.at("/br", V1.with("Content-Encoding", "br"));
        URI gzip = server.at("/gz", V1.with("Content-Encoding", "gzip"));

        cannotBeFetched(brotli);
        assertThatThrownBy(() -> fetching.fetch(Fetching.unknown("list.txt", gzip)))
                .hasMessageContaining("the server packed the file as 'gzip'");
    }

    @Test
    void moreThanTheDiskHoldsIsNotBegun() throws IOException {
        URI url = server.at("/a", exchange -> exchange.sendResponseHeaders(200, 1L << 60));

        assertThatThrownBy(() -> fetching.fetch(Fetching.unknown("a.tgz", url)))
                .isInstanceOf(UserError.class)
                // 2^60 bytes and 5 % of them
                .hasMessageContaining("a.tgz needs 1.2 EB more in " + folder)
                .hasMessageContaining("are free");
        assertThat(fetching.files()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whoeverComesSecondIsToldSo() throws IOException {
        URI url = server.at("/a", V1.honest());
        try (FolderLock lock = FolderLock.of(folder.resolve("a.tgz"), "")) {
            assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("Another process is fetching " + folder.resolve("a.tgz"));
        }
        assertThat(server.requests()).isEmpty();

        fetching.fetch(Fetching.named("a.tgz", V1, url));
        isWhole(V1);
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThatThrownBy(
                        () ->
                                new Fetching(folder.resolve("file"))
                                        .fetch(Fetching.unknown("a.tgz", server.url("/a"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Cannot use the folder " + folder.resolve("file"));
    }

    @Test
    void aRangeThatNobodyAskedForIsNoFile() throws IOException {
        URI url = server.at("/a", V1.part(1000, 50_000, Integer.MAX_VALUE), V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, url));

        isWhole(V1);
        assertThat(server.ranges()).containsExactly("all", "all");
    }
}
