package org.mpssl.notebook;

/** What a kernel does before its first cell. */
public final class Startup {

    private Startup() {}

    /** Teaches the kernel our types and ends it with the process that started it. */
    public static void run() {
        Kernel.start();
        ParentWatch.start();
    }
}
