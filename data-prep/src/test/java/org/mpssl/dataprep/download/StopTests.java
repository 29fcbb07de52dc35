package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.catalogue.Published.SourceFile;

/** A user who does not want to wait any longer. */
class StopTests {

    private static final Version V1 = Version.packed(50_000, 1);

    @TempDir private Path folder;
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Interrupts a download as soon as it is at some point, and returns what it throws. */
    private Throwable stopped(SourceFile file, Sleeper sleeper, CountDownLatch there)
            throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Download download = new Download(Fetching.settings(Fetching.LONG, sleeper));
        Thread thread =
                new Thread(
                        () -> {
                            Throwable t =
                                    catchThrowable(
                                            () ->
                                                    download.fetch(
                                                            file, folder, (b, total, s) -> {}));
                            assertThat(Thread.currentThread().isInterrupted()).isTrue();
                            thrown.complete(t);
                        });
        thread.start();
        assertThat(there.await(10, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        // Far less than the patience with the server.
        return thrown.get(8, TimeUnit.SECONDS);
    }

    private static void isCancelled(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("What has come of a.tgz is kept");
    }

    @Test
    void anInterruptWithinTheBodyKeepsWhatHasCome() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        URI url =
                server.at(
                        "/a",
                        exchange -> {
                            exchange.getResponseHeaders().set("ETag", V1.etag());
                            exchange.sendResponseHeaders(200, V1.size());
                            exchange.getResponseBody().write(V1.content(), 0, 20_000);
                            exchange.getResponseBody().flush();
                            awaitPart(20_000);
                            there.countDown();
                            server.stall();
                        },
                        V1.honest());
        SourceFile file = Fetching.named("a.tgz", V1, url);

        isCancelled(stopped(file, pause -> {}, there));
        assertThat(folder.resolve("a.tgz.part")).hasSize(20_000);

        new Fetching(folder).fetch(file);
        assertThat(folder.resolve("a.tgz")).hasBinaryContent(V1.content());
        assertThat(server.ranges()).containsExactly("all", "bytes=20000-");
    }

    private void awaitPart(long size) throws IOException {
        Path part = folder.resolve("a.tgz.part");
        for (int i = 0; i < 500 && (!Files.exists(part) || Files.size(part) < size); i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void anInterruptBeforeTheAnswerEndsIt() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        URI url =
                server.at(
                        "/a",
                        exchange -> {
                            there.countDown();
                            server.stall();
                        });

        isCancelled(stopped(Fetching.named("a.tgz", V1, url), pause -> {}, there));
    }

    @Test
    void anInterruptBetweenTwoAttemptsEndsIt() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        Sleeper sleeper =
                pause -> {
                    there.countDown();
                    Thread.sleep(Fetching.LONG.toMillis());
                };

        URI url = server.at("/a", Version.status(503));
        isCancelled(stopped(Fetching.named("a.tgz", V1, url), sleeper, there));
    }

    @Test
    void aStallClosesTheConnection() throws Exception {
        CompletableFuture<Boolean> broken = new CompletableFuture<>();
        URI url =
                server.at(
                        "/a",
                        exchange -> {
                            exchange.sendResponseHeaders(200, 1L << 30);
                            exchange.getResponseBody().write(V1.content());
                            exchange.getResponseBody().flush();
                            broken.complete(breaks(exchange.getResponseBody()));
                        },
                        V1.honest());

        new Fetching(folder, Fetching.SHORT).fetch(Fetching.unknown("a.tgz", url));

        assertThat(broken.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(server.ranges()).isEqualTo(List.of("all", "all"));
    }

    /** Writes a byte a second, later than the client waits, until the connection is closed. */
    private static boolean breaks(OutputStream out) {
        try {
            for (int i = 0; i < 4; i++) {
                Thread.sleep(1000);
                out.write(0);
                out.flush();
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
