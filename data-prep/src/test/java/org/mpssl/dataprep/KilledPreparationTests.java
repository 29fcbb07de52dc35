package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.files.Sha256;

/**
 * A preparation that is killed at any moment, and run again, gives the bytes of one that is not.
 */
class KilledPreparationTests {

    private static final int KILLS = 20;
    private static final int CHUNK = 16 << 10;

    @TempDir private Path folder;
    private Path raw;
    private Path catalogue;
    private HttpServer server;

    @BeforeEach
    void publish() throws IOException {
        raw = folder.resolve("raw");
        Published pets = Fabricated.named("pets").write(raw, new Amount(8, 96, 1));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
        catalogue = folder.resolve("catalogue.json");
        new Catalogue(List.of(withAddresses(pets))).write(catalogue);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Published withAddresses(Published pets) {
        List<SourceFile> files = new ArrayList<>();
        for (SourceFile file : pets.files()) {
            URI url =
                    URI.create(
                            "http://127.0.0.1:%d/%s"
                                    .formatted(server.getAddress().getPort(), file.name()));
            files.add(
                    new SourceFile(
                            file.name(), file.bytes(), file.sha256(), List.of(url), file.holds()));
        }
        return new Published(
                pets.name(),
                pets.title(),
                pets.classes(),
                pets.counts(),
                files,
                pets.licence(),
                false,
                pets.citation(),
                pets.obtain());
    }

    /** Sends a file from where it is asked for, slowly enough to be caught at it. */
    private void serve(HttpExchange exchange) throws IOException {
        byte[] content =
                Files.readAllBytes(raw.resolve(exchange.getRequestURI().getPath().substring(1)));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        if (range != null) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int at = from; at < content.length; at += CHUNK) {
                out.write(content, at, Math.min(CHUNK, content.length - at));
                out.flush();
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void sameBytesWheneverItWasKilled() throws Exception {
        Path whole = folder.resolve("whole");
        long started = System.nanoTime();
        int code = start(whole).waitFor();
        assertThat(code).as(Files.readString(folder.resolve("log"))).isZero();
        long full = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        SortedMap<String, String> right = contents(whole.resolve("pets"));
        assertThat(right).containsKeys("manifest.json", "train.images.u8", "test.labels.i32");

        Random random = new Random(7);
        int killed = 0;
        int unfinished = 0;
        for (int i = 0; i < KILLS; i++) {
            Path root = folder.resolve("root" + i);
            Process process = start(root);
            killed +=
                    process.waitFor((long) (full * random.nextDouble()), TimeUnit.MILLISECONDS)
                            ? 0
                            : 1;
            process.destroyForcibly().waitFor();
            if (Files.exists(root.resolve("pets"))) {
                assertThat(contents(root.resolve("pets"))).isEqualTo(right);
            } else {
                unfinished++;
            }

            CommandRun again = new CommandRun();
            assertThat(again.run(arguments(root).toArray())).as(again.printed()).isZero();
            assertThat(contents(root.resolve("pets"))).as("kill %d", i).isEqualTo(right);
            try (Stream<Path> left = Files.list(root)) {
                assertThat(left.map(path -> path.getFileName().toString()))
                        .containsOnly("pets", "raw", ".locks");
            }
        }
        // Else the test would have tested nothing; how many depends on what else the machine does.
        assertThat(killed).isGreaterThan(KILLS / 4);
        assertThat(unfinished).isGreaterThan(KILLS / 4);
    }

    private List<String> arguments(Path root) {
        return List.of(
                "prepare",
                "pets",
                "--download",
                "--catalogue",
                catalogue.toString(),
                "--root",
                root.toString(),
                "--size",
                "64");
    }

    private Process start(Path root) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("org.mpssl.cli.Workbench", "data"));
        command.addAll(arguments(root));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static SortedMap<String, String> contents(Path dataset) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(dataset)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Sha256.ofFile(file));
            }
        }
        return contents;
    }
}
