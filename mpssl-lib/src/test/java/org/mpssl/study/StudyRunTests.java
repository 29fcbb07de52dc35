package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.files.FolderLock;
import org.mpssl.method.Losses;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

class StudyRunTests {

    @TempDir Path folder;

    private final List<String> lines = new ArrayList<>();
    private final Plan plan = new Plan(Start.SHIPPED, 2, 2, false);

    private StudyRun.Outcome run(Study study, Plan which) {
        return new StudyRun(study, which, folder, 2).execute(lines::add);
    }

    /** When the result of each run was written. */
    private Map<Path, FileTime> results() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.endsWith("result.json")).toList()) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    @Test
    void aStudyMakesEveryRunOnceAndRemembersWhatWasAsked() throws IOException {
        StudyRun.Outcome outcome = run(ExampleStudies.small(), plan);

        assertThat(outcome.runs()).isEqualTo(6);
        assertThat(outcome.failures()).isEmpty();
        assertThat(results()).hasSize(6);
        assertThat(lines).isNotEmpty();
        Journal journal = Journal.of(folder, ExampleStudies.small()).orElseThrow();
        assertThat(journal.plan()).isEqualTo(plan);
        assertThat(wall(ExampleStudies.small(), plan)).isPositive();
        assertThat(journal.failures()).isEmpty();
        assertThat(Journal.of(folder, ExampleStudies.grid())).isEmpty();
    }

    @Test
    void noRunIsRepeatedNeitherInTheSameStudyNorInAnother() throws IOException {
        run(ExampleStudies.small(), plan);
        Map<Path, FileTime> before = results();

        run(ExampleStudies.small(), plan);
        run(
                new Study(
                                "other",
                                "Another",
                                Study.View.DIFFERENCES,
                                5,
                                List.of(),
                                List.of(),
                                List.of())
                        .columns(Column.own("mine", "tiny", ExampleStudies.TINY))
                        .own("naive", Setting.of("naive")),
                plan);

        assertThat(results()).isEqualTo(before);
    }

    @Test
    void moreSeedsMakeOnlyTheRunsThatAreNotThere() throws IOException {
        run(ExampleStudies.small(), plan);
        Map<Path, FileTime> before = results();
        double wall = wall(ExampleStudies.small(), plan);

        run(ExampleStudies.small(), new Plan(Start.SHIPPED, 3, 2, false));

        assertThat(results()).hasSize(9).containsAllEntriesOf(before);
        Journal journal = Journal.of(folder, ExampleStudies.small()).orElseThrow();
        assertThat(wall(ExampleStudies.small(), journal.plan())).isGreaterThan(wall);
        assertThat(journal.plan().seeds()).isEqualTo(3);
    }

    private double wall(Study study, Plan which) {
        return WallTimes.of(folder, study, Start.SHIPPED).seconds(which);
    }

    @Test
    void aRunThatFailsDoesNotLoseTheOthersAndIsReported() {
        Study failing =
                Study.of("failing", "One fails")
                        .columns(Column.own("mine", "tiny", tinyWithoutLabels()))
                        .own("Base Model", Study.BASE.with("labelsPerClass", 2))
                        .own("too many labels", Study.BASE.with("labelsPerClass", 5000));

        StudyRun.Outcome outcome = run(failing, plan);

        assertThat(outcome.runs()).isEqualTo(4);
        assertThat(outcome.failures()).hasSize(2);
        outcome.failures()
                .forEach(
                        (name, why) -> {
                            assertThat(name).startsWith("base-");
                            assertThat(why).contains("too few images");
                        });
        StudyState state = new StudyState.Reader(folder).of(failing.specs(plan));
        assertThat(state.finished()).hasSize(2);
        assertThat(state.isComplete()).isFalse();
        assertThat(Journal.of(folder, failing).orElseThrow().failures())
                .isEqualTo(outcome.failures());
    }

    private static Map<String, Object> tinyWithoutLabels() {
        Map<String, Object> fields = new TreeMap<>(ExampleStudies.TINY);
        fields.remove("labelsPerClass");
        return fields;
    }

    @Test
    void oneProcessAtATimeRunsAStudy() throws IOException {
        Study study = ExampleStudies.small();
        assertThat(Journal.isOpen(folder, study, Start.SHIPPED)).isFalse();
        try (FolderLock lock = Journal.lock(folder, study, Start.SHIPPED)) {
            assertThat(Journal.isOpen(folder, study, Start.SHIPPED)).isTrue();
            assertThatThrownBy(() -> run(study, plan))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("small goes on already");
        }
        assertThat(Journal.isOpen(folder, study, Start.SHIPPED)).isFalse();
        assertThat(results()).isEmpty();
    }

    @Test
    void anInterruptKeepsFinishedRuns() throws IOException {
        run(ExampleStudies.small(), new Plan(Start.SHIPPED, 1, 2, false));
        Map<Path, FileTime> before = results();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(ExampleStudies.small(), plan))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(results()).containsAllEntriesOf(before);
        run(ExampleStudies.small(), plan);
        assertThat(results()).hasSize(6).containsAllEntriesOf(before);
    }

    /** Somebody who has the run's lock stands for another process that makes the run. */
    @Test
    void aRunThatAnotherStudyMakesIsAwaitedAndNotRepeated() throws Exception {
        RunSpec spec = ExampleStudies.small().specs(plan).get(0);
        RunFolder target = RunFolder.of(folder, spec);
        WallClock clock = new WallClock();
        Thread waiting =
                new Thread(() -> new Runs(folder, 1, true).attempt(List.of(spec), ends, clock));
        Map<Path, FileTime> made;
        try (FolderLock lock = FolderLock.of(target.path(), "taken")) {
            waiting.start();
            waiting.join(1500);
            assertThat(waiting.isAlive()).isTrue();
            assertThat(ended).isEmpty();
            // As if the other had just put its result there.
            Path elsewhere = Files.createTempDirectory(folder, "other");
            Trainer.run(spec, TrainingListener.SILENT, RunFolder.of(elsewhere, spec));
            Files.move(RunFolder.of(elsewhere, spec).path(), target.path());
            made = results();
        }
        waiting.join();

        assertThat(ended).containsExactly(spec);
        assertThat(results()).isEqualTo(made);
        assertThat(clock.seconds()).as("waiting is no work").isZero();
    }

    /** The second comes to the lock when the first has it: both had looked before. */
    @Test
    void ofTwoThatBeginTheSameRunAtOnceOneMakesItAndBothHaveIt() throws Exception {
        RunSpec spec = ExampleStudies.small().specs(plan).get(0);
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger steps = new AtomicInteger();
        TrainingListener slow =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec run, int done, Losses losses) {
                        steps.incrementAndGet();
                        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                    }

                    @Override
                    public void onEnd(RunSpec run, RunResult result) {
                        ended.add(run);
                    }

                    @Override
                    public void onFailure(RunSpec run, String why) {
                        failures.add(why);
                    }
                };
        Runnable one =
                () -> new Runs(folder, 1, true).attempt(List.of(spec), slow, new WallClock());
        Thread first = new Thread(one);
        Thread second = new Thread(one);

        first.start();
        second.start();
        first.join();
        second.join();

        assertThat(failures).isEmpty();
        assertThat(ended).containsExactly(spec, spec);
        assertThat(steps).hasValue(2);
    }

    private final List<RunSpec> ended = Collections.synchronizedList(new ArrayList<>());
    private final TrainingListener ends =
            new TrainingListener() {
                @Override
                public void onEnd(RunSpec spec, RunResult result) {
                    ended.add(spec);
                }
            };

    /** The process gets no chance to clean up, as with {@code kill -9}. */
    @Test
    void aKilledStudyGoesOnWhereItWas() throws Exception {
        Study study = KilledStudy.STUDY;
        List<RunSpec> specs = study.specs(KilledStudy.PLAN);
        Path quickRun = RunFolder.of(folder, specs.get(1)).path();
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dai.djl.offline=true",
                                "-Dai.djl.pytorch.num_threads=1",
                                "-Duser.home=" + System.getProperty("user.home"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                KilledStudy.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (!Files.exists(quickRun) && System.nanoTime() < deadline) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                Thread.sleep(20);
            }
            assertThat(new StudyState.Reader(folder).of(specs).running(folder))
                    .containsExactly("mp-ssl seed 0");
        } finally {
            process.destroyForcibly().waitFor();
        }
        Map<Path, FileTime> before = results();
        assertThat(before).hasSize(1);
        assertThat(RunFolder.of(folder, specs.get(0)).running()).exists();
        assertThat(Journal.isOpen(folder, study, Start.SHIPPED)).isFalse();
        StudyState state = new StudyState.Reader(folder).of(specs);
        assertThat(state.running(folder)).isEmpty();

        assertThat(run(study, KilledStudy.PLAN).failures()).isEmpty();

        assertThat(results()).hasSize(2).containsAllEntriesOf(before);
        assertThat(RunFolder.of(folder, specs.get(0)).running()).doesNotExist();
    }
}
