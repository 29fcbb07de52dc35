package org.mpssl.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A learning curve that grows while a cell trains.
 *
 * <p>Points may come from any thread at any rate. A thread of its own redraws the picture, at most
 * three times a second and for at most a tenth of its time, so that training is not slowed down.
 * Until {@link #finish()} only a picture is sent, because JupyterLab never refreshes a Plotly
 * figure.
 */
public final class LiveCurve implements AutoCloseable {

    private static final long LEAST_MILLIS = 334;

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final Map<String, Samples> series = new LinkedHashMap<>();
    private final Throttle throttle = new Throttle(LEAST_MILLIS, System::nanoTime);
    private final ScheduledThreadPoolExecutor painter;

    /** Held while drawing and sending, so that the last picture is the finished one. */
    private final Object drawing = new Object();

    private final String id;
    private boolean pending;
    private boolean finished;

    private LiveCurve(String title, String xLabel, String yLabel, List<String> names) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        names.forEach(name -> series.put(name, new Samples()));
        painter = new ScheduledThreadPoolExecutor(1, LiveCurve::thread);
        painter.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        id = Kernel.display(picture());
    }

    /**
     * Shows an empty curve below the running cell.
     *
     * @param title the title
     * @param xLabel what the horizontal axis shows
     * @param yLabel what the vertical axis shows
     * @param names series whose order and colours are decided now; others follow as they come
     * @return the curve
     */
    public static LiveCurve start(String title, String xLabel, String yLabel, String... names) {
        return new LiveCurve(title, xLabel, yLabel, List.of(names));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "live-curve");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Adds a point; the picture follows soon.
     *
     * @param name which series
     * @param x where
     * @param y what
     */
    public void add(String name, double x, double y) {
        synchronized (series) {
            series.computeIfAbsent(name, missing -> new Samples()).add(x, y);
            if (!pending && !painter.isShutdown()) {
                pending = true;
                var unused =
                        painter.schedule(
                                this::redraw, throttle.waitMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void redraw() {
        synchronized (drawing) {
            if (finished) {
                return;
            }
            synchronized (series) {
                pending = false;
            }
            throttle.take();
            long start = System.nanoTime();
            Kernel.update(id, picture());
            throttle.spent(System.nanoTime() - start);
        }
    }

    private Bundle picture() {
        LineChart chart = chart();
        return Bundle.picture(chart.png(), chart.alt());
    }

    /** Returns the curve as it is now. */
    public LineChart chart() {
        synchronized (series) {
            List<Line> lines =
                    series.entrySet().stream()
                            .map(entry -> entry.getValue().line(entry.getKey()))
                            .toList();
            return new LineChart(title, xLabel, yLabel, lines);
        }
    }

    /** Replaces the picture by the full chart; points that come later are not shown. */
    public void finish() {
        synchronized (series) {
            painter.shutdown();
        }
        synchronized (drawing) {
            if (!finished) {
                finished = true;
                Kernel.update(id, chart().bundle());
            }
        }
    }

    /** Finishes the curve, also when training fails or is interrupted. */
    @Override
    public void close() {
        finish();
    }
}
