package org.mpssl.dataprep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.mpssl.dataprep.Footprint.Stage.DECODE;
import static org.mpssl.dataprep.Footprint.Stage.DOWNLOAD;
import static org.mpssl.dataprep.Footprint.Stage.SCAN;
import static org.mpssl.dataprep.Footprint.Stage.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.dataprep.Footprint.Stage;
import org.mpssl.dataprep.Footprint.Whole;
import org.mpssl.dataprep.catalogue.Catalogue;
import org.mpssl.dataprep.catalogue.Published;
import org.mpssl.dataprep.catalogue.Published.SourceFile;
import org.mpssl.dataprep.rehearsal.Amount;
import org.mpssl.dataprep.rehearsal.Fabricated;
import org.mpssl.files.Sha256;

/**
 * A preparation that is killed at any moment, and run again, gives the bytes of one that is not.
 *
 * <p>The moment is a random one of a stage, and is known by what the process has left on the disk.
 * On a busy machine some processes get further than they should: they are not counted, and the same
 * kills are tried again.
 */
class KilledPreparationTests {

    private static final int ATTEMPTS = 20;

    /** Exit code of a process that is killed with SIGKILL. */
    private static final int KILLED = 137;

    /** Bytes that the server has ready when a process is killed, so that it is not waiting. */
    private static final long AHEAD = 32 << 10;

    @TempDir private Path folder;
    private final Random random = new Random(7);
    private final List<Stage> hits = new ArrayList<>();
    private int roots;
    private Published dataset;
    private Whole whole;
    private GatedServer server;
    private SortedMap<String, String> right;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sameBytesWheneverItWasKilled() throws Exception {
        publish("pets", new Amount(8, 96, 1));
        List<List<Stage>> plans =
                List.of(
                        List.of(DOWNLOAD),
                        List.of(DOWNLOAD, DOWNLOAD),
                        List.of(DOWNLOAD, DECODE),
                        List.of(DOWNLOAD, SCAN, DECODE, WRITE),
                        List.of(DOWNLOAD, WRITE),
                        List.of(SCAN),
                        List.of(DECODE),
                        List.of(DECODE, DECODE),
                        List.of(DECODE, WRITE),
                        List.of(WRITE),
                        List.of(WRITE, WRITE));
        for (List<Stage> plan : plans) {
            follow(plan);
        }

        assertThat(hits).hasSizeGreaterThanOrEqualTo(20);
        assertThat(List.of(DOWNLOAD, DECODE, WRITE))
                .allSatisfy(
                        stage ->
                                assertThat(Collections.frequency(hits, stage))
                                        .as("%s of %s", stage, hits)
                                        .isGreaterThanOrEqualTo(5));
    }

    @Test
    void fashionMnistToo() throws Exception {
        publish("fashion-mnist", new Amount(600, 28, 1));

        follow(List.of(DOWNLOAD, DOWNLOAD, WRITE));
        follow(List.of(SCAN));
        follow(List.of(WRITE, WRITE));
    }

    private void publish(String name, Amount amount) throws IOException {
        Path raw = folder.resolve("published");
        Published made = Fabricated.named(name).write(raw, amount);
        server = new GatedServer(raw, made);
        dataset = server.published();
        new Catalogue(List.of(dataset)).write(folder.resolve("catalogue.json"));
        boolean decoded = !name.equals("fashion-mnist");
        whole =
                new Whole(
                        dataset.files().stream().mapToLong(SourceFile::bytes).sum(),
                        decoded ? dataset.counts().values().stream().mapToInt(n -> n).sum() : 0);
        right = prepared(folder.resolve("whole"));
        assertThat(right).containsKeys("manifest.json", "test.images.u8", "test.labels.i32");
    }

    /** Kills preparations of one root at these stages, one after the other. */
    private void follow(List<Stage> plan) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            Path root = folder.resolve("root" + roots++);
            List<Stage> hit = new ArrayList<>();
            for (Stage aim : plan) {
                Optional<Stage> found = kill(root, aim);
                found.ifPresent(hit::add);
                if (!found.equals(Optional.of(aim))) {
                    break;
                }
            }
            assertThat(prepared(root)).as("killed at %s", hit).isEqualTo(right);
            hits.addAll(hit);
            if (hit.equals(plan)) {
                return;
            }
        }
        fail("no process was killed at %s", plan);
    }

    /** Returns what the process was at when it was killed, or nothing if it was done. */
    private Optional<Stage> kill(Path root, Stage aim) throws Exception {
        Footprint before = look(root);
        Predicate<Footprint> moment = moment(aim, before);
        Process process = start(root);
        while (process.isAlive() && !moment.test(look(root))) {
            LockSupport.parkNanos(500_000);
        }
        if (aim == SCAN || aim == WRITE) {
            // There is nothing to count while archives are read and checksums are made.
            LockSupport.parkNanos(random.nextInt(50_000_000));
        }
        int code = process.destroyForcibly().waitFor();
        server.gate(Long.MAX_VALUE);
        assertThat(code).as(Files.readString(folder.resolve("log"))).isIn(0, KILLED);
        return look(root).since(before, whole);
    }

    private Footprint look(Path root) {
        return Footprint.of(root, dataset.name());
    }

    /** Draws a moment within a stage. */
    private Predicate<Footprint> moment(Stage aim, Footprint before) {
        switch (aim) {
            case DOWNLOAD:
                long byteCount = between(before.fetched(), whole.rawBytes());
                server.gate(Math.min(byteCount + AHEAD, whole.rawBytes() - 1));
                return now -> now.fetched() >= byteCount;
            case SCAN:
                return now -> now.hasAll(whole);
            case DECODE:
                long images = between(before.noted(), whole.images());
                return now -> now.noted() >= images;
            default:
                int files = random.nextInt(7);
                return files == 0 && before.noted() < whole.images()
                        ? now -> now.noted() == whole.images()
                        : now -> now.writtenSince(before) >= Math.max(1, files);
        }
    }

    private long between(long done, long all) {
        return done + 1 + (long) (random.nextDouble() * 0.9 * (all - done - 1));
    }

    private List<String> arguments(Path root) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "prepare",
                                dataset.name(),
                                "--download",
                                "--catalogue",
                                folder.resolve("catalogue.json").toString(),
                                "--root",
                                root.toString()));
        if (whole.images() > 0) {
            arguments.addAll(List.of("--size", "128"));
        }
        return arguments;
    }

    private Process start(Path root) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("org.mpssl.cli.Workbench", "data"));
        command.addAll(arguments(root));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** Prepares to the end, and returns the checksum of every file. */
    private SortedMap<String, String> prepared(Path root) throws IOException {
        CommandRun command = new CommandRun();
        assertThat(command.run(arguments(root).toArray())).as(command.printed()).isZero();
        try (Stream<Path> left = Files.list(root)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("what is left")
                    .containsExactlyInAnyOrder(dataset.name(), "raw", ".locks");
        }
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(root.resolve(dataset.name()))) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Sha256.ofFile(file));
            }
        }
        return contents;
    }
}
