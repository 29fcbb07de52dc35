package org.mpssl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;

class FolderLockTests {

    @TempDir private Path parent;

    /** Asks as another process: prints whether the lock of the first argument's folder is taken. */
    static final class Asking {

        private Asking() {}

        /** Asks. */
        public static void main(String[] arguments) throws IOException {
            System.out.println(FolderLock.isTaken(Path.of(arguments[0])));
        }
    }

    private static boolean isTakenForAnotherProcess(Path folder) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Asking.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(said).isIn("true", "false");
        return Boolean.parseBoolean(said);
    }

    @Test
    void whoAsksLeavesNothingBehind() throws Exception {
        Path folder = parent.resolve("runs/one");

        assertThat(FolderLock.isTaken(folder)).isFalse();
        assertThat(parent).isEmptyDirectory();

        FolderLock lock = FolderLock.of(folder, "taken");
        assertThat(FolderLock.isTaken(folder)).isTrue();
        assertThat(isTakenForAnotherProcess(folder)).isTrue();
        lock.close();
        assertThat(FolderLock.isTaken(folder)).isFalse();
    }

    /** To POSIX a process that closes any channel of a file has no lock on it any more. */
    @Test
    void whoAsksOrIsRefusedDoesNotLoseTheLockForTheOneWhoHasIt() throws Exception {
        Path folder = parent.resolve("one");
        try (FolderLock lock = FolderLock.of(folder, "taken")) {
            assertThatThrownBy(() -> FolderLock.of(folder, "it is taken"))
                    .isInstanceOf(UserError.class)
                    .hasMessage("it is taken");
            assertThat(FolderLock.isTaken(folder)).isTrue();
            assertThat(isTakenForAnotherProcess(folder)).isTrue();
        }
        assertThat(isTakenForAnotherProcess(folder)).isFalse();
    }

    @Test
    void closingALockTwiceDoesNotFreeTheNextOne() throws IOException {
        Path folder = parent.resolve("one");
        FolderLock first = FolderLock.of(folder, "taken");
        first.close();
        try (FolderLock second = FolderLock.of(folder, "taken")) {
            first.close();
            assertThat(FolderLock.isTaken(folder)).isTrue();
        }
    }

    /** A lock that is held for an instant is that of somebody who only asks. */
    @Test
    void aQuestionDoesNotPassForAHolder() throws Exception {
        Path folder = parent.resolve("one");
        FolderLock.of(folder, "taken").close();
        FileChannel question =
                FileChannel.open(parent.resolve(".locks/one"), StandardOpenOption.WRITE);
        assertThat(question.tryLock()).isNotNull();
        Thread ending =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(20);
                                question.close();
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        ending.start();

        try (FolderLock lock = FolderLock.of(folder, "taken")) {
            assertThat(Files.exists(parent.resolve(".locks/one"))).isTrue();
        }
        ending.join();
    }
}
