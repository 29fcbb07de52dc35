package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.UserError;
import org.mpssl.dataprep.download.ScriptedServer.Reply;

/** How often, and after which pauses, a server is asked again. */
class PersistenceTests {

    private static final Version V1 = Version.packed(50_000, 1);

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

    private static List<Duration> seconds(Integer... seconds) {
        return List.of(seconds).stream().map(Duration::ofSeconds).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aServerThatIsBusyIsAskedAgain(int status) {
        URI url = server.at("/a", Version.status(status), V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, url));

        assertThat(fetching.pauses).isEqualTo(seconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 400, 401, 403, 404, 410, 416, 451})
    void anyOtherStatusIsNotAskedForAgainWithoutEnd(int status) {
        URI url = server.at("/a", Version.status(status));

        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .isInstanceOf(UserError.class);
        assertThat(server.requests()).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void pausesDoubleUpToALongestOne() {
        Settings settings = Fetching.settings(Fetching.LONG, fetching.pauses::add);
        Settings patient =
                new Settings(
                        settings.stall(),
                        settings.connect(),
                        8,
                        settings.firstPause(),
                        settings.longestPause(),
                        settings.sleeper(),
                        settings.clock());
        Persistence persistence = new Persistence(patient, fetching);

        assertThatThrownBy(
                        () ->
                                persistence.run(
                                        () -> {
                                            throw new IOException("cut");
                                        },
                                        () -> 0))
                .isInstanceOf(MirrorFailure.class)
                .hasMessage("cut (8 attempts)");
        assertThat(fetching.pauses).isEqualTo(seconds(1, 2, 4, 8, 16, 30, 30));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 1",
        "3600, 60",
        "soon, 1",
        "99999999999, 1",
        // the clock stands at 03:04:05
        "'Fri, 02 Jan 2026 03:04:25 GMT', 20",
        "'Fri, 02 Jan 2026 03:04:00 GMT', 1",
        "'Sat, 03 Jan 2026 03:04:25 GMT', 60"
    })
    void theServersWishIsHonouredUpToAMinute(String wish, int pause) {
        URI url = server.at("/a", Version.status(429, "Retry-After", wish), V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, url));

        assertThat(fetching.pauses).isEqualTo(seconds(pause));
    }

    @Test
    void aLargeFileMayBeCutMoreOftenThanASmallOne() throws IOException {
        Version large = Version.packed(12 << 20, 1);
        Reply[] cuts = Collections.nCopies(9, large.cut(5 << 18)).toArray(Reply[]::new);
        Reply[] script = Arrays.copyOf(cuts, 10);
        script[9] = large.honest();

        fetching.fetch(Fetching.named("a.tgz", large, server.at("/a", script)));

        assertThat(Files.readAllBytes(folder.resolve("a.tgz"))).isEqualTo(large.content());
        assertThat(fetching.pauses).isEqualTo(Collections.nCopies(9, Duration.ofSeconds(1)));
    }

    @Test
    void aSmallGainCountsAsAFailure() {
        URI url = server.at("/a", V1.cut(1000));

        assertThatThrownBy(() -> fetching.fetch(Fetching.named("a.tgz", V1, url)))
                .hasMessageContaining("(5 attempts)");
        assertThat(server.ranges())
                .containsExactly("all", "bytes=1000-", "bytes=2000-", "bytes=3000-", "bytes=4000-");
        // What has come waits for better days.
        assertThat(folder.resolve("a.tgz.part")).hasSize(5000);
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoWholeFile() {
        Version half = new Version(Arrays.copyOf(V1.content(), 25_000), V1.etag());
        URI url = server.at("/a", half.chunked(half.size()), V1.honest());

        fetching.fetch(Fetching.named("a.tgz", V1, url));

        assertThat(server.ranges()).containsExactly("all", "bytes=25000-");
    }
}
