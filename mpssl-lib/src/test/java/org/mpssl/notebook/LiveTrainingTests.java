package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

class LiveTrainingTests {

    @TempDir private Path folder;
    @RegisterExtension private final RecordingSink sink = new RecordingSink();

    private static RunSpec spec(long seed) {
        return RunSpec.mini("base", seed)
                .with("steps", 4)
                .with("evaluateEvery", 2)
                .with("testImages", 70);
    }

    @Test
    void drawsEveryRunAndReturnsTheResultsInOrder() {
        Map<String, RunSpec> runs = new LinkedHashMap<>();
        runs.put("one", spec(1));
        runs.put("two", spec(2));
        runs.put("one again", spec(1));

        List<RunResult> results = LiveTraining.run("title", runs, folder);

        assertThat(results).extracting(RunResult::spec).containsExactlyElementsOf(runs.values());
        assertThat(results.get(2)).isSameAs(results.get(0));
        assertThat(sink.updates)
                .anySatisfy(
                        bundle ->
                                assertThat(bundle.contents())
                                        .containsKey(Bundle.PLOTLY)
                                        .extractingByKey(Bundle.TEXT)
                                        .asString()
                                        .contains("two: from"));
        assertThat(sink.updates)
                .extracting(Bundle::text)
                .anySatisfy(text -> assertThat(text).startsWith("2 runs done in "));
    }

    @Test
    @Timeout(60)
    void anInterruptStopsItWithinAStepAndIsNotLost() throws InterruptedException {
        Map<String, RunSpec> endless = Map.of("long", spec(0).with("steps", 1_000_000));
        List<Throwable> thrown = new java.util.concurrent.CopyOnWriteArrayList<>();
        boolean[] interrupted = new boolean[1];
        Thread cell =
                new Thread(
                        () -> {
                            try {
                                var unused = LiveTraining.run("title", endless, folder);
                            } catch (CancellationException e) {
                                thrown.add(e);
                            }
                            interrupted[0] = Thread.currentThread().isInterrupted();
                        });
        cell.start();
        while (sink.updates.isEmpty()) {
            Thread.sleep(20);
        }
        cell.interrupt();
        cell.join();

        assertThat(thrown).hasSize(1);
        assertThat(interrupted[0]).isTrue();
        assertThat(sink.updates)
                .extracting(Bundle::text)
                .anySatisfy(text -> assertThat(text).startsWith("stopped after "));
        // The thread is free for the next cell.
        assertThat(LiveTraining.run("title", Map.of("short", spec(3)), folder)).hasSize(1);
    }

    @Test
    void aRunThatFailsEndsItWithTheReason() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> LiveTraining.run("title", Map.of("fails", spec(0)), file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        assertThat(sink.updates)
                .extracting(Bundle::text)
                .anySatisfy(text -> assertThat(text).startsWith("stopped after "));
    }
}
