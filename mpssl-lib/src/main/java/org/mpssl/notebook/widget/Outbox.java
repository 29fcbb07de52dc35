package org.mpssl.notebook.widget;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mpssl.notebook.Link;

/**
 * What a widget has yet to tell the page: of changes that come fast only the last is sent, at most
 * twenty times a second, and five times if pictures are among them.
 */
final class Outbox {

    private static final long STATE_NANOS = 50_000_000;
    private static final long PICTURE_NANOS = 200_000_000;

    private static final ScheduledThreadPoolExecutor LATER = later();

    private final Link link;
    private ObjectNode state = JsonNodeFactory.instance.objectNode();
    private Map<String, byte[]> buffers = new LinkedHashMap<>();
    private long next = System.nanoTime();
    private boolean scheduled;

    Outbox(Link link) {
        this.link = link;
    }

    private static ScheduledThreadPoolExecutor later() {
        return new ScheduledThreadPoolExecutor(
                1,
                work -> {
                    Thread thread = new Thread(work, "widgets");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    Link link() {
        return link;
    }

    synchronized void put(ObjectNode changed, Map<String, byte[]> pictures) {
        state.setAll(changed);
        buffers.putAll(pictures);
        soon();
    }

    private void soon() {
        if (scheduled) {
            return;
        }
        long wait = next - System.nanoTime();
        if (wait <= 0) {
            flush();
        } else {
            scheduled = true;
            var unused = LATER.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
        }
    }

    /** Sends what waits, now. */
    synchronized void flush() {
        scheduled = false;
        if (state.isEmpty() && buffers.isEmpty()) {
            return;
        }
        next = System.nanoTime() + (buffers.isEmpty() ? STATE_NANOS : PICTURE_NANOS);
        ObjectNode changed = state;
        Map<String, byte[]> pictures = buffers;
        state = JsonNodeFactory.instance.objectNode();
        buffers = new LinkedHashMap<>();
        try {
            link.send(changed, pictures);
        } catch (RuntimeException e) {
            // A page that cannot be reached must not end the training that it watches.
            System.err.println("a widget could not be updated: " + e);
        }
    }
}
