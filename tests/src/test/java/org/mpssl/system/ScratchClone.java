package org.mpssl.system;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A copy of the clone that was never set up, used by somebody with a home of their own. */
final class ScratchClone {

    /** What a clone makes for itself, at its top and anywhere. */
    private static final Set<String> MADE_HERE = Set.of(".workbench", "offline", "runs", "weights");

    private static final Set<String> MADE_ANYWHERE = Set.of(".git", "target", "__pycache__");

    private static final int PATIENCE_MINUTES = 30;

    private final Path root;
    private final Path home;

    private ScratchClone(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /** Copies the clone's files. */
    static ScratchClone copy(Path root, Path home) throws IOException {
        Files.walkFileTree(
                RealClone.ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes about)
                            throws IOException {
                        Path name = RealClone.ROOT.relativize(from);
                        if (MADE_HERE.contains("" + name)
                                || MADE_ANYWHERE.contains("" + name.getFileName())) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        Files.createDirectories(root.resolve(name));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path from, BasicFileAttributes about)
                            throws IOException {
                        Files.copy(
                                from,
                                root.resolve(RealClone.ROOT.relativize(from)),
                                StandardCopyOption.COPY_ATTRIBUTES);
                        return FileVisitResult.CONTINUE;
                    }
                });
        return at(root, home);
    }

    /** Uses files that are there already. */
    static ScratchClone at(Path root, Path home) throws IOException {
        Files.createDirectories(home);
        return new ScratchClone(root, home);
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** What a command printed, both streams, and its exit code. */
    record Outcome(int code, String output) {}

    /** Executes a command in the clone; its standard input stays open until it ends. */
    Outcome execute(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", null);
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("WORKBENCH_") || name.startsWith("JUPYTER"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("does not end: " + command + "\n" + Files.readString(out));
            }
            return new Outcome(process.exitValue(), Files.readString(out));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
