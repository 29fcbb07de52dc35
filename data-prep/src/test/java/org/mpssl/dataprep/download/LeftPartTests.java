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

/** What becomes of a part when the user has fetched the whole file by hand. */
class LeftPartTests {

    private static final Version V1 = Version.packed(50_000, 1);

    @TempDir private Path folder;
    private ScriptedServer server;
    private Fetching fetching;
    private URI url;

    @BeforeEach
    void leave() throws IOException {
        server = new ScriptedServer();
        fetching = new Fetching(folder);
        url = server.at("/a", V1.honest());
        fetching.leave(
                "a.tgz",
                Arrays.copyOf(V1.content(), 20_000),
                new PartNote(url.toString(), V1.etag(), "", V1.size()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itIsThrownAwayOnceTheFileIsThePublishedOne() throws IOException {
        Files.write(folder.resolve("a.tgz"), V1.content());

        fetching.fetch(Fetching.named("a.tgz", V1, url));

        assertThat(fetching.files()).containsExactly("a.tgz");
        assertThat(Files.readAllBytes(folder.resolve("a.tgz"))).isEqualTo(V1.content());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void itStaysWhereNothingTellsThatTheFileIsRight() throws IOException {
        Files.write(folder.resolve("a.tgz"), new byte[3]);

        fetching.fetch(Fetching.unknown("a.tgz", url));

        assertThat(fetching.files()).containsExactly("a.tgz", "a.tgz.part", "a.tgz.part.json");
        assertThat(server.requests()).isEmpty();
    }
}
