package org.mpssl.dataprep;

import java.io.PrintStream;
import java.io.PrintWriter;
import org.mpssl.cli.ConsoleProgress;
import org.mpssl.dataprep.download.ByteCount;
import org.mpssl.dataprep.download.ProgressListener;
import org.mpssl.dataprep.prepare.Steps;
import org.mpssl.foundation.Progress;

/** Shows on a console how a preparation goes: sentences, and a bar for what takes long. */
final class Console implements Steps {

    private static final int MIB = 1 << 20;

    private final PrintWriter out;
    private final PrintStream bars;

    Console(PrintWriter out) {
        this(out, System.err);
    }

    Console(PrintWriter out, PrintStream bars) {
        this.out = out;
        this.bars = bars;
    }

    @Override
    public void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    @Override
    public Progress begin(String what) {
        say(what);
        return new ConsoleProgress(bars);
    }

    /** MiB, begun ones included: a small file has one, and that is reached. */
    private static int begun(long bytes) {
        return (int) ((bytes + MIB - 1) / MIB);
    }

    /** Returns what shows a download. */
    ProgressListener download(String name) {
        Progress bar = begin("Fetching " + name);
        return new ProgressListener() {
            @Override
            public void progress(long bytes, long total, double bytesPerSecond) {
                bar.update(
                        begun(bytes),
                        Math.max(1, begun(Math.max(bytes, total))),
                        "MiB, %s a second".formatted(ByteCount.words((long) bytesPerSecond)));
            }

            @Override
            public void told(String event) {
                say(event);
            }
        };
    }
}
