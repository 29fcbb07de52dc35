package org.mpssl.notebook.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mpssl.files.AtomicFile;
import org.mpssl.notebook.Line;
import org.mpssl.notebook.LineChart;
import org.mpssl.notebook.Table;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/** The runs that were made in one visit of the playground. */
final class Visit {

    private final List<LiveRun> runs = new ArrayList<>();

    synchronized void add(LiveRun run) {
        runs.add(run);
    }

    synchronized List<LiveRun> runs() {
        return List.copyOf(runs);
    }

    List<RunSpec> specs() {
        return runs().stream().map(LiveRun::spec).distinct().toList();
    }

    LineChart chart() {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (LiveRun run : runs()) {
            Line curve = run.curve().lines().get(0);
            number++;
            lines.add(
                    new Line(number + ": " + run.spec().method(), curve.x(), curve.y(), List.of()));
        }
        return new LineChart("Runs of this visit", "step", "accuracy on D_val", lines);
    }

    Table table() {
        Table table =
                Table.of(
                        "run",
                        "method",
                        "seed",
                        "steps",
                        "other than usual",
                        "test %, best",
                        "test %, last");
        int number = 0;
        for (LiveRun run : runs()) {
            RunSpec spec = run.spec();
            number++;
            table =
                    table.row(
                            number,
                            spec.method(),
                            spec.seed(),
                            spec.steps(),
                            Controls.differences(spec),
                            run.ended().map(r -> percent(r, r.test())).orElse("–"),
                            run.ended().map(r -> percent(r, r.last())).orElse("–"));
        }
        return table;
    }

    private static String percent(RunResult result, double accuracy) {
        return result.stopped() ? "stopped" : String.format(Locale.ROOT, "%.1f", 100 * accuracy);
    }

    /** Writes the specs, each a file that {@code ./workbench train --spec} takes. */
    List<Path> export(Path folder) {
        try {
            Files.createDirectories(folder);
            List<Path> files = new ArrayList<>();
            for (RunSpec spec : specs()) {
                Path file = folder.resolve(RunFolder.name(spec) + ".json");
                AtomicFile.write(file, spec.toJson() + "\n");
                files.add(file);
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
