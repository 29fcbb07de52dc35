package org.mpssl.dataprep;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** Runs {@code data} commands within the test, and keeps what they print and throw. */
final class CommandRun {

    private StringWriter printed = new StringWriter();
    private Exception failure;

    /** Returns the exit code: 0 done, 1 failed, 2 not understood. */
    int run(Object... arguments) {
        printed = new StringWriter();
        failure = null;
        PrintWriter out = new PrintWriter(printed, true);
        return new CommandLine(new DataCommand())
                .setOut(out)
                .setErr(out)
                .setExecutionExceptionHandler(
                        (e, command, result) -> {
                            failure = e;
                            out.println(e);
                            return 1;
                        })
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    String printed() {
        return printed.toString();
    }

    Exception failure() {
        return failure;
    }
}
