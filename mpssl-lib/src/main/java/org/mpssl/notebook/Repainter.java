package org.mpssl.notebook;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Draws again what changes all the time: on a thread of its own, at most three times a second and
 * for at most a tenth of its time, so that training is not slowed down.
 */
public final class Repainter {

    private static final long LEAST_MILLIS = 334;

    private static final ScheduledThreadPoolExecutor PAINTER =
            new ScheduledThreadPoolExecutor(1, Repainter::thread);

    private final Runnable draw;
    private final Throttle throttle = new Throttle(LEAST_MILLIS, System::nanoTime);

    /** Held while drawing, so that the last picture is the finished one. */
    private final Object drawing = new Object();

    private boolean pending;
    private boolean finished;

    /**
     * Says how to draw.
     *
     * @param draw draws and sends the picture
     */
    public Repainter(Runnable draw) {
        this.draw = draw;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "painter");
        thread.setDaemon(true);
        return thread;
    }

    /** Draws soon, once for all that has changed until then. */
    public synchronized void soon() {
        if (!pending && !finished) {
            pending = true;
            var unused =
                    PAINTER.schedule(this::redraw, throttle.waitMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void redraw() {
        synchronized (drawing) {
            synchronized (this) {
                pending = false;
                if (finished) {
                    return;
                }
                // Within, so that who asks next waits its time from this turn on.
                boolean unused = throttle.take();
            }
            long start = System.nanoTime();
            try {
                draw.run();
            } catch (RuntimeException e) {
                // The next picture may be better; nobody else would hear of this one.
                System.err.println("a picture could not be drawn: " + e);
            }
            throttle.spent(System.nanoTime() - start);
        }
    }

    /**
     * Draws for the last time, now; what changes later is not drawn. A second call does nothing.
     *
     * @param last draws and sends the last picture
     */
    public void finish(Runnable last) {
        synchronized (drawing) {
            synchronized (this) {
                if (finished) {
                    return;
                }
                finished = true;
            }
            last.run();
        }
    }
}
