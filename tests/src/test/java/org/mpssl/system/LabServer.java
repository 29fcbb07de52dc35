package org.mpssl.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JupyterLab as {@code ./workbench} starts it, in quick mode and without a browser of its own. */
final class LabServer implements AutoCloseable {

    private static final Pattern ADDRESS =
            Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/lab\\S*[?&]token=(\\w+)");

    private final Process process;
    private final Path log;
    private final String said;
    private final String address;
    private final String token;
    private int opened;

    /** Starts the server and waits for its address. */
    LabServer(Path folder) throws IOException, InterruptedException {
        log = folder.resolve("lab.log");
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--no-browser", "--port", "" + freePort()));
        if (isRoot()) {
            arguments.addAll(List.of("--", "--allow-root"));
        }
        process =
                new RealClone(folder)
                        .command(Map.of("WORKBENCH_QUICK", "1"), arguments.toArray(String[]::new))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Matcher match = ADDRESS.matcher("");
        for (int i = 0; i < 600 && !match.reset(Files.readString(log)).find(); i++) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            Thread.sleep(200);
        }
        if (match.reset(Files.readString(log)).find()) {
            said = match.group();
            address = match.group(1);
            token = match.group(2);
        } else {
            process.destroy();
            throw new IOException("no address: " + Files.readString(log));
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Returns the address that the server said, where the first notebook opens. */
    URI start() {
        return URI.create(said);
    }

    /** Returns the address of a notebook, in a workspace of its own, where no other one is open. */
    URI notebook(Path file) {
        opened++;
        return URI.create(
                "%s/lab/workspaces/test-%d/tree/%s?token=%s&reset"
                        .formatted(address, opened, RealClone.ROOT.relativize(file), token));
    }

    /** Returns the address without a token. */
    URI withoutToken() {
        return URI.create(address + "/api/contents");
    }

    /** Returns what stands in the terminal of the server. */
    String terminal() throws IOException {
        return Files.readString(log);
    }

    /** Returns the kernels that the server has started. */
    List<ProcessHandle> kernels() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .toList();
    }

    /** Stops the server as a terminal's closing does, and with it whatever it started. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the server ends").isTrue();
            for (int i = 0; i < 100 && children.stream().anyMatch(ProcessHandle::isAlive); i++) {
                Thread.sleep(100);
            }
            assertThat(children).as("kernels left behind").noneMatch(ProcessHandle::isAlive);
        } finally {
            children.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
