package org.mpssl.dataprep.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** A server on loopback that gives the answers that a test has written down, in their order. */
final class ScriptedServer implements AutoCloseable {

    /** What the server does with one request. */
    @FunctionalInterface
    interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    ScriptedServer() throws IOException {
        this(HttpServer.create(anyPort(), 0), "http");
    }

    ScriptedServer(SSLContext context) throws IOException {
        this(secure(context), "https");
    }

    private ScriptedServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer secure(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Answers requests for a path with one reply after the other, the last of them for ever. */
    URI at(String path, Reply... script) {
        AtomicInteger turn = new AtomicInteger();
        server.createContext(
                path,
                exchange -> {
                    requests.add(exchange.getRequestHeaders());
                    int now = Math.min(turn.getAndIncrement(), script.length - 1);
                    // Not in a finally: to close it would end a broken body as if it were whole.
                    script[now].to(exchange);
                    exchange.close();
                });
        return url(path);
    }

    /** Forgets a path and what was asked. */
    void forget(String path) {
        server.removeContext(path);
        requests.clear();
    }

    URI url(String path) {
        InetSocketAddress address = server.getAddress();
        return URI.create(
                "%s://%s:%d%s".formatted(scheme, address.getHostString(), address.getPort(), path));
    }

    /** Returns the headers of all requests so far. */
    List<Headers> requests() {
        return requests;
    }

    /** Returns the ranges that were asked for, {@code "all"} where none was. */
    List<String> ranges() {
        return requests.stream()
                .map(headers -> headers.getFirst("Range"))
                .map(range -> range == null ? "all" : range)
                .toList();
    }

    /** Stays silent until the server is closed. */
    void stall() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
