package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;

/** What ends a preparation, and can be known before its files are fetched, is said before that. */
class DownloadInVainTests {

    private static final int SIDE = 1024;

    @TempDir private Path folder;
    private final CommandRun command = new CommandRun();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private Path root;

    @BeforeEach
    void serveNothing() throws IOException {
        root = folder.resolve("root");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    requests.incrementAndGet();
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Publishes a dataset whose files have so many bytes, and its parts so many images. */
    private Path publish(String name, long bytes, Map<String, Integer> counts) {
        Published real = Catalogue.published().named(name);
        URI url = URI.create("http://127.0.0.1:%d/a".formatted(server.getAddress().getPort()));
        List<SourceFile> files =
                real.files().stream()
                        .map(
                                file ->
                                        new SourceFile(
                                                file.name(),
                                                bytes,
                                                "0".repeat(64),
                                                List.of(url),
                                                file.holds()))
                        .toList();
        Path catalogue = folder.resolve("catalogue.json");
        new Catalogue(
                        List.of(
                                new Published(
                                        name,
                                        real.title(),
                                        real.classes(),
                                        new TreeMap<>(counts),
                                        files,
                                        real.licence(),
                                        false,
                                        real.citation(),
                                        "")))
                .write(catalogue);
        return catalogue;
    }

    private UserError prepare(String name, Path catalogue, Object... more) {
        Stream<Object> always =
                Stream.of(
                        "prepare",
                        name,
                        "--download",
                        "--catalogue",
                        catalogue,
                        "--root",
                        root.toString());
        assertThat(command.run(Stream.concat(always, Stream.of(more)).toArray()))
                .as(command.printed())
                .isEqualTo(1);
        assertThat(command.failure()).isInstanceOf(UserError.class);
        return (UserError) command.failure();
    }

    private void nothingWasFetched() {
        assertThat(requests).hasValue(0);
        assertThat(root.resolve("raw")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--size, 4, 8 to 1024 pixels",
        "--size, 2000, 8 to 1024 pixels",
        "--fold, 11, There is no fold 11 of DTD",
        "--fold, 0, There is no fold 0 of DTD"
    })
    void anOptionThatCannotBeMet(String option, String value, String message) {
        Path catalogue = publish("dtd", 1000, Map.of("train", 47, "val", 47, "test", 47));

        assertThat(prepare("dtd", catalogue, option, value)).hasMessageContaining(message);
        nothingWasFetched();
    }

    @Test
    void anotherDatasetInThePlace() throws IOException {
        Path catalogue = publish("dtd", 1000, Map.of("train", 47, "val", 47, "test", 47));
        Path raw = folder.resolve("other");
        Published other = Fabricated.named("dtd").write(raw, new Amount(1, 16, 0));
        new Catalogue(List.of(other)).write(folder.resolve("other.json"));
        assertThat(
                        command.run(
                                "prepare",
                                "dtd",
                                "--from",
                                raw,
                                "--catalogue",
                                folder.resolve("other.json"),
                                "--root",
                                root,
                                "--size",
                                16))
                .as(command.printed())
                .isZero();

        assertThat(prepare("dtd", catalogue, "--size", 32))
                .hasMessageContaining("dtd exists already, and was not made by these rules");
        nothingWasFetched();

        Files.createDirectories(root.resolve("mine/photographs"));
        assertThat(prepare("dtd", catalogue, "--as", "mine"))
                .hasMessageContaining("mine exists already");
        nothingWasFetched();
    }

    @Test
    void fashionMnistWithSomethingInThePlaceOrTwoFolders() throws IOException {
        Path catalogue = publish("fashion-mnist", 1000, Map.of("train", 10, "test", 10));
        assertThat(prepare("fashion-mnist", catalogue, "--from", folder))
                .hasMessageContaining("Name the one folder");
        nothingWasFetched();

        Files.createDirectories(root.resolve("fashion-mnist/mine"));
        assertThat(prepare("fashion-mnist", catalogue)).hasMessageContaining("exists already");
        nothingWasFetched();
    }

    /** For each alone there is room. */
    @Test
    void noRoomForFilesAndImagesTogether() throws IOException {
        long most = Files.getFileStore(folder).getUsableSpace() * 7 / 10;
        int images = (int) Math.min(Integer.MAX_VALUE, most / (SIDE * SIDE * 3));
        Path both = publish("dtd", most, Map.of("train", images));
        assertThat(prepare("dtd", both, "--size", SIDE))
                .hasMessageContaining("are to be fetched and the prepared images will take")
                .hasMessageContaining("Make room");
        nothingWasFetched();

        Path filesAlone = publish("dtd", most, Map.of("train", 1));
        assertThat(prepare("dtd", filesAlone)).hasMessageContaining("HTTP status 404");
        assertThat(requests).hasValue(1);
        Path imagesAlone = publish("dtd", 1000, Map.of("train", images));
        assertThat(prepare("dtd", imagesAlone, "--size", SIDE))
                .hasMessageContaining("HTTP status 404");
        assertThat(requests).hasValue(2);

        // With a limit there are fewer images.
        assertThat(prepare("dtd", both, "--size", SIDE, "--limit", 1))
                .hasMessageContaining("HTTP status 404");
    }
}
