package org.mpssl.dataprep;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;

/** Sends a dataset's files, from where it is asked for, and waits where a gate is. */
final class GatedServer implements AutoCloseable {

    private static final int CHUNK = 4 << 10;

    private final Path raw;
    private final Published dataset;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Counts the gate's moves. */
    private final AtomicInteger moves = new AtomicInteger();

    /** What lies before it passes, counted over all files. */
    private volatile long gate = Long.MAX_VALUE;

    GatedServer(Path raw, Published dataset) throws IOException {
        this.raw = raw;
        this.dataset = dataset;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Returns the dataset as if it were published here. */
    Published published() {
        List<SourceFile> files = new ArrayList<>();
        for (SourceFile file : dataset.files()) {
            URI url =
                    URI.create(
                            "http://127.0.0.1:%d/%s"
                                    .formatted(server.getAddress().getPort(), file.name()));
            files.add(
                    new SourceFile(
                            file.name(), file.bytes(), file.sha256(), List.of(url), file.holds()));
        }
        return new Published(
                dataset.name(),
                dataset.title(),
                dataset.classes(),
                dataset.counts(),
                files,
                dataset.licence(),
                false,
                dataset.citation(),
                dataset.obtain());
    }

    /** Moves the gate; whoever waits at the old one is sent away. */
    void gate(long place) {
        gate = place;
        moves.incrementAndGet();
    }

    private void serve(HttpExchange exchange) throws IOException {
        int move = moves.get();
        long place = gate;
        String name = exchange.getRequestURI().getPath().substring(1);
        byte[] content = Files.readAllBytes(raw.resolve(name));
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
        long start = start(name);
        try (OutputStream out = exchange.getResponseBody()) {
            int at = from;
            while (at < content.length) {
                int length = Math.min(CHUNK, content.length - at);
                length = (int) Math.min(length, place - start - at);
                if (length <= 0) {
                    await(move);
                }
                out.write(content, at, length);
                out.flush();
                at += length;
            }
        }
    }

    private void await(int move) throws IOException {
        while (moves.get() == move) {
            LockSupport.parkNanos(1_000_000);
        }
        throw new IOException("sent away");
    }

    /** Returns how many bytes the files before this one have. */
    private long start(String name) {
        return dataset.files().stream()
                .takeWhile(file -> !file.name().equals(name))
                .mapToLong(SourceFile::bytes)
                .sum();
    }

    @Override
    public void close() {
        gate(0);
        server.stop(0);
        threads.shutdownNow();
    }
}
