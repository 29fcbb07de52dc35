package org.mpssl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mpssl.train.RunSpec;
import org.mpssl.train.StepTrace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The first steps of a run, with everything that they draw and compute. */
@Command(
        name = "trace",
        description =
                "Writes every input, random draw, loss, gradient and updated tensor of a run's"
                        + " first steps (format: docs/trace.md).",
        mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {

    @Option(
            names = "--spec",
            required = true,
            paramLabel = "FILE",
            description =
                    "JSON with at least \"method\"; \"dataType\": \"float64\" for double"
                            + " precision.")
    private Path spec;

    @Option(
            names = "--steps",
            required = true,
            paramLabel = "N",
            description = "How many steps; the file grows with them.")
    private int steps;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "A .safetensors file, which must not be there yet.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        return GracefulStop.during(this::trace);
    }

    private int trace() throws IOException {
        RunSpec run = RunSpec.read(spec);
        int arrays = StepTrace.write(run, steps, out);
        System.out.printf(
                Locale.ROOT,
                "%d %s of %s, %d arrays, %.1f MB%n%s%n",
                steps,
                steps == 1 ? "step" : "steps",
                run.method(),
                arrays,
                Files.size(out) / 1e6,
                out);
        return 0;
    }
}
