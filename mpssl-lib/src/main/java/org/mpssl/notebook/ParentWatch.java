package org.mpssl.notebook;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends this JVM when the process that started it dies.
 *
 * <p>The kernel itself would live on when its server is killed, and keep its memory, on a GPU above
 * all.
 */
final class ParentWatch {

    private static final long GRACE_SECONDS = 5;

    private ParentWatch() {}

    /** Starts the watch; without a parent, or beneath process 1, there is nothing to watch. */
    static void start() {
        Optional<ProcessHandle> parent =
                ProcessHandle.current().parent().filter(process -> process.pid() > 1);
        if (parent.isPresent()) {
            var unused = parent.get().onExit().thenRun(ParentWatch::end);
        }
    }

    private static void end() {
        Thread exit = new Thread(() -> System.exit(0), "parent-watch-exit");
        exit.setDaemon(true);
        exit.start();
        try {
            TimeUnit.SECONDS.sleep(GRACE_SECONDS);
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        }
        // A shutdown hook that hangs must not keep the process alive.
        Runtime.getRuntime().halt(0);
    }
}
