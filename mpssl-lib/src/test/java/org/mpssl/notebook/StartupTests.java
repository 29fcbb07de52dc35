package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StartupTests {

    private static final Pattern IMPORT =
            Pattern.compile("^import (org\\.mpssl\\.[\\w.]+)\\.\\*;$", Pattern.MULTILINE);

    /** A process that would live for a minute if nothing watched. */
    static final class Child {

        private Child() {}

        public static void main(String[] args) throws InterruptedException {
            Startup.run();
            System.out.println(ProcessHandle.current().pid());
            TimeUnit.MINUTES.sleep(1);
        }
    }

    @Test
    void theScriptImportsPackagesThatExist() throws IOException {
        String script;
        try (InputStream in = Startup.class.getResourceAsStream("startup.jsh")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher matcher = IMPORT.matcher(script);
        int found = 0;
        while (matcher.find()) {
            String folder = "/" + matcher.group(1).replace('.', '/');
            assertThat(Startup.class.getResource(folder)).as(folder).isNotNull();
            found++;
        }
        assertThat(found).isPositive();
        assertThat(script).contains("org.mpssl.notebook.Startup.run();");
    }

    @Test
    void theProcessEndsWithItsParent() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")),
                "the parent process is a shell, and there is none");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "\"$0\" -cp \"$1\" \"$2\" & wait",
                        java,
                        System.getProperty("java.class.path"),
                        Child.class.getName());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process parent = builder.start();
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        try {
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly().waitFor();
            Instant limit = Instant.now().plus(Duration.ofSeconds(30));
            while (child.isAlive() && Instant.now().isBefore(limit)) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(child.isAlive()).isFalse();
        } finally {
            child.destroyForcibly();
        }
    }
}
