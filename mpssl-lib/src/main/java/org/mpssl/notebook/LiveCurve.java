package org.mpssl.notebook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A learning curve that grows while a cell trains.
 *
 * <p>Points may come from any thread at any rate; a {@link Repainter} draws them. Until {@link
 * #finish()} only a picture is sent, because JupyterLab never refreshes a Plotly figure.
 */
public final class LiveCurve implements AutoCloseable {

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final UnaryOperator<Showable> look;
    private final Map<String, Samples> series = new LinkedHashMap<>();
    private final Repainter repainter = new Repainter(this::redraw);
    private final String id;

    private LiveCurve(
            String title,
            String xLabel,
            String yLabel,
            List<String> names,
            UnaryOperator<Showable> look) {
        this.look = look;
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
        names.forEach(name -> series.put(name, new Samples()));
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
        return start(UnaryOperator.identity(), title, xLabel, yLabel, names);
    }

    /** Shows an empty curve that is changed by {@code look} whenever it is drawn. */
    static LiveCurve start(
            UnaryOperator<Showable> look,
            String title,
            String xLabel,
            String yLabel,
            String... names) {
        return new LiveCurve(title, xLabel, yLabel, List.of(names), look);
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
        }
        repainter.soon();
    }

    private void redraw() {
        Kernel.update(id, picture());
    }

    private Bundle picture() {
        LineChart chart = chart();
        return look.apply(Bundle.picture(chart.png(), chart.alt())).bundle();
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
        repainter.finish(() -> Kernel.update(id, look.apply(chart()).bundle()));
    }

    /** Finishes the curve, also when training fails or is interrupted. */
    @Override
    public void close() {
        finish();
    }
}
