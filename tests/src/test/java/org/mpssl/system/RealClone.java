package org.mpssl.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The clone that these tests belong to, used as a reader uses it: through its launcher. */
final class RealClone {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private final Path folder;

    /** Commands start in the folder, and their runs go there. */
    RealClone(Path folder) {
        this.folder = folder;
    }

    /** What a command printed, apart, and its exit code. */
    record Outcome(int code, String out, String err) {}

    Path runs() {
        return folder.resolve("runs");
    }

    /** A command that is ready to be started, in an environment without the tester's wishes. */
    ProcessBuilder command(Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("workbench").toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WORKBENCH_"));
        builder.environment().put("WORKBENCH_RUNS", runs().toString());
        builder.environment().putAll(environment);
        return builder;
    }

    Outcome workbench(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return outcome(command(environment, arguments));
    }

    /** Runs a command and waits for its end. */
    Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
        return outcome(builder, Duration.ofMinutes(10));
    }

    /** Runs a command and waits for its end, so long and no longer. */
    Outcome outcome(ProcessBuilder builder, Duration patience)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, ".out", null);
        Path err = Files.createTempFile(folder, ".err", null);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("does not end: " + builder.command() + Files.readString(out));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    Outcome workbench(String... arguments) throws IOException, InterruptedException {
        return workbench(Map.of(), arguments);
    }
}
