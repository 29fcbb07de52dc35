package org.mpssl.dataprep;

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

    Console(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    @Override
    public Progress begin(String what) {
        say(what);
        return new ConsoleProgress(System.err);
    }

    /** Returns what shows a download. */
    ProgressListener download(String name) {
        Progress bar = begin("Fetching " + name);
        return new ProgressListener() {
            @Override
            public void progress(long bytes, long total, double bytesPerSecond) {
                bar.update(
                        (int) (bytes / MIB),
                        (int) Math.max(1, Math.max(bytes, total) / MIB),
                        "MiB, %s a second".formatted(ByteCount.words((long) bytesPerSecond)));
            }

            @Override
            public void told(String event) {
                say(event);
            }
        };
    }
}
