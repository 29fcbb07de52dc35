package org.mpssl.dataprep.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, read with patience for every piece of it: the client's own timeout ends
 * with the headers. To close it before its end closes the connection.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final Duration stall;
    private Flow.Subscription subscription;
    private boolean closed;

    /** Set before the end is added, read after it is taken. */
    private Throwable failure;

    /**
     * Begins to read.
     *
     * @param source what brings the bytes
     * @param stall the longest time between two pieces
     */
    Body(Flow.Publisher<List<ByteBuffer>> source, Duration stall) {
        this.stall = stall;
        source.subscribe(this);
    }

    /**
     * Waits for the next bytes.
     *
     * @return at least one, or none at the end
     * @throws IOException if the connection breaks, or stalls
     * @throws InterruptedException if the thread is interrupted
     */
    byte[] next() throws IOException, InterruptedException {
        byte[] bytes = pieces.poll(stall.toMillis(), TimeUnit.MILLISECONDS);
        if (bytes == null) {
            throw new IOException("no byte came for %s s".formatted(stall.toMillis() / 1000.0));
        }
        if (bytes != END) {
            more();
        } else if (failure != null) {
            throw new IOException(Reason.of(failure), failure);
        }
        return bytes;
    }

    /**
     * Waits for the next bytes until there are enough.
     *
     * @param count how many are wanted
     * @return as many or more; fewer if there are no more
     * @throws IOException if the connection breaks, or stalls
     * @throws InterruptedException if the thread is interrupted
     */
    byte[] atLeast(int count) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < count) {
            byte[] bytes = next();
            if (bytes == END) {
                pieces.add(END); // for whoever reads on
                break;
            }
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private synchronized void more() {
        subscription.request(1);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        byte[] bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, at, length);
            at += length;
        }
        if (bytes.length == 0) {
            more();
        } else {
            pieces.add(bytes);
        }
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        pieces.add(END);
    }

    @Override
    public void onComplete() {
        pieces.add(END);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
