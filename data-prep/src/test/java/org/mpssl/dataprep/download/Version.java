package org.mpssl.dataprep.download;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.mpssl.dataprep.download.ScriptedServer.Reply;
import org.mpssl.files.Sha256;

/**
 * A version of a file on a server, and the ways in which servers give it.
 *
 * @param content its bytes
 * @param etag its ETag, with quotes; empty if the server sends none
 */
@SuppressWarnings("ArrayRecordComponent")
record Version(byte[] content, String etag) {

    private static final int CHUNK = 8192;

    /** Returns bytes that begin as a packed file does. */
    static Version packed(int size, long seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        content[0] = 0x1f;
        content[1] = (byte) 0x8b;
        return new Version(content, "\"v%d\"".formatted(seed));
    }

    Version unnamed() {
        return new Version(content, "");
    }

    String sha256() {
        return Sha256.of(content);
    }

    int size() {
        return content.length;
    }

    /** As RFC 9110 wants it: the rest if the version is the one that is meant, else all. */
    Reply honest() {
        return cut(Integer.MAX_VALUE);
    }

    /** The same, but the connection breaks after some bytes of the body. */
    Reply cut(int after) {
        return reply(after, 0);
    }

    /** The same as honest, with a pause after every 8 KiB. */
    Reply slow(int pauseMillis) {
        return reply(Integer.MAX_VALUE, pauseMillis);
    }

    private Reply reply(int after, int pauseMillis) {
        return exchange -> {
            Headers asked = exchange.getRequestHeaders();
            String range = asked.getFirst("Range");
            String condition = asked.getFirst("If-Range");
            boolean meant = condition == null || (condition.equals(etag) && !etag.isEmpty());
            int start = range == null || !meant ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (start >= size()) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + size());
                exchange.sendResponseHeaders(416, -1);
            } else if (start > 0) {
                rest(exchange, start, size(), after, pauseMillis);
            } else {
                send(exchange, 200, content, after, pauseMillis);
            }
        };
    }

    /** All of it, whatever was asked. */
    Reply whole() {
        return exchange -> send(exchange, 200, content, Integer.MAX_VALUE, 0);
    }

    /** All of it without saying how much that is, in chunks that may end too early. */
    Reply chunked(int after) {
        return exchange -> {
            name(exchange);
            exchange.sendResponseHeaders(200, 0);
            write(exchange.getResponseBody(), content, after, 0);
            if (after >= size()) {
                exchange.getResponseBody().close();
            } else {
                throw new IOException("the script breaks the connection");
            }
        };
    }

    /** The bytes from a start on, whatever was asked, of a file said to have some length. */
    Reply part(int start, int total, int after) {
        return exchange -> rest(exchange, start, total, after, 0);
    }

    private void rest(HttpExchange exchange, int start, int total, int after, int pauseMillis)
            throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes %d-%d/%d".formatted(start, size() - 1, total));
        send(exchange, 206, Arrays.copyOfRange(content, start, size()), after, pauseMillis);
    }

    /** Some bytes, and then nothing more, while the connection stays. */
    Reply stalled(ScriptedServer server, int after) {
        return exchange -> {
            name(exchange);
            exchange.sendResponseHeaders(200, size());
            write(exchange.getResponseBody(), content, after, 0);
            server.stall();
        };
    }

    /** All of it with further headers: names and values in turn. */
    Reply with(String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            whole().to(exchange);
        };
    }

    /** An answer without a body: names and values of its headers in turn. */
    static Reply status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private void name(HttpExchange exchange) {
        if (!etag.isEmpty()) {
            exchange.getResponseHeaders().set("ETag", etag);
        }
    }

    private void send(HttpExchange exchange, int status, byte[] body, int after, int pauseMillis)
            throws IOException {
        name(exchange);
        exchange.sendResponseHeaders(status, body.length);
        write(exchange.getResponseBody(), body, after, pauseMillis);
        if (after < body.length) {
            throw new IOException("the script breaks the connection");
        }
    }

    private static void write(OutputStream out, byte[] body, int after, int pauseMillis)
            throws IOException {
        int end = Math.min(after, body.length);
        for (int at = 0; at < end; at += CHUNK) {
            out.write(body, at, Math.min(CHUNK, end - at));
            out.flush();
            LockSupport.parkNanos(pauseMillis * 1_000_000L);
        }
    }
}
