package org.mpssl.notebook.live;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpssl.notebook.widget.Box;
import org.mpssl.notebook.widget.PictureView;
import org.mpssl.train.RunSpec;

/** Three pictures that follow the settings, each drawn behind the cells. */
final class PreviewRow {

    private static final int IDLE_SECONDS = 10;

    private final PictureView samples = new PictureView("32%");
    private final PictureView views = new PictureView("32%");
    private final PictureView labels = new PictureView("32%");
    private final Box box = Box.row(samples, views, labels);
    private final Consumer<RuntimeException> onProblem;

    /** One preview after the other; a change that comes meanwhile makes those before it void. */
    private final ThreadPoolExecutor looking =
            new ThreadPoolExecutor(
                    1,
                    1,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    PreviewRow::thread);

    private volatile RunSpec wanted;

    PreviewRow(Consumer<RuntimeException> onProblem) {
        this.onProblem = onProblem;
        looking.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "previews");
        thread.setDaemon(true);
        return thread;
    }

    Box box() {
        return box;
    }

    /** Shows what a run would be like, soon. */
    void follow(RunSpec spec, Supplier<Optional<List<List<Double>>>> learned) {
        wanted = spec;
        looking.execute(() -> look(spec, learned));
    }

    private void look(RunSpec spec, Supplier<Optional<List<List<Double>>>> learned) {
        if (!spec.equals(wanted)) {
            return;
        }
        try {
            draw(Previews.of(spec, learned.get()));
        } catch (RuntimeException e) {
            if (spec.equals(wanted)) {
                onProblem.accept(e);
            }
        }
    }

    private void draw(Previews previews) {
        previews.samples()
                .ifPresentOrElse(grid -> samples.picture(grid.png(), grid.alt()), samples::hide);
        views.picture(previews.views().png(), previews.views().alt());
        previews.relaxed()
                .ifPresentOrElse(map -> labels.picture(map.png(), map.alt()), labels::hide);
    }
}
