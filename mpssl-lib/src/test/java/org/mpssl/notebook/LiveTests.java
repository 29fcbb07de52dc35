package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveTests {

    @RegisterExtension private final RecordingSink sink = new RecordingSink();

    @Test
    void aCurveShowsAtOnceIsThrottledAndEndsInteractive() throws InterruptedException {
        LiveCurve curve = LiveCurve.start("Accuracy", "step", "accuracy");
        assertThat(sink.displays).hasSize(1);
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int t = 0; t < 3; t++) {
            String name = "method " + t;
            Thread thread =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 500; i++) {
                                    curve.add(name, i, i / 500.0);
                                    pause(3);
                                }
                            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // In this order: what comes while the machine is busy elsewhere has had its time.
        int during = sink.updates.size();
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) during).isBetween(1.0, 3 * seconds + 2);
        for (Bundle update : sink.updates) {
            assertThat(update.contents()).containsOnlyKeys(Bundle.TEXT, Bundle.PNG);
        }
        curve.close();
        // One may have been under way and one waiting; the last is the finished one.
        int closed = sink.updates.size();
        assertThat(closed).isBetween(during + 1, during + 3);
        curve.finish();
        curve.add("late", 1, 1);
        pause(500);
        Bundle last = sink.updates.get(sink.updates.size() - 1);
        assertThat(last.contents()).containsKey(Bundle.PLOTLY);
        assertThat(sink.updates).hasSize(closed);
        assertThat(sink.ids).containsOnly(sink.ids.get(0));
        assertThat(curve.chart().lines()).hasSize(4);
        assertThat(curve.chart().lines().get(0).y()).hasSize(500).endsWith(499 / 500.0);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void manyPointsAreThinnedEvenly() {
        Samples samples = new Samples();
        int n = 10_500;
        for (int i = 0; i < n; i++) {
            samples.add(i, 2.0 * i);
        }
        Line line = samples.line("loss");
        assertThat(line.x().size()).isBetween(Samples.CAPACITY / 2, Samples.CAPACITY);
        for (int i = 0; i < line.x().size(); i++) {
            assertThat(line.y().get(i)).isEqualTo(2 * line.x().get(i));
        }
        assertThat(line.x()).isSorted();
        assertThat(line.x().get(line.x().size() - 1)).isGreaterThan(n - 17);
    }

    @Test
    void aSlowMachineDrawsMoreRarely() {
        AtomicLong now = new AtomicLong();
        Throttle throttle = new Throttle(300, now::get);
        assertThat(throttle.take()).isTrue();
        assertThat(throttle.take()).isFalse();
        throttle.spent(100_000_000);
        assertThat(throttle.waitMillis()).isEqualTo(900);
        now.set(899_000_000);
        assertThat(throttle.take()).isFalse();
        now.set(900_000_000);
        assertThat(throttle.take()).isTrue();
        assertThat(throttle.waitMillis()).isEqualTo(300);
    }

    @Test
    void aProgressLineTellsShareAndTimeLeft() {
        AtomicLong now = new AtomicLong();
        try (ProgressLine line = new ProgressLine("MP-SSL", 200, now::get)) {
            assertThat(sink.displays.get(0).text()).contains("  0 %", "step 0 of 200");
            for (int i = 1; i <= 50; i++) {
                now.addAndGet(500_000_000);
                line.step(i, "loss 0.52");
            }
            assertThat(sink.updates).hasSize(50);
            assertThat(sink.updates.get(49).text())
                    .startsWith("MP-SSL  \u2588\u2588\u2588\u2588\u2588\u2591")
                    .endsWith(" 25 %  step 50 of 200  1 min 15 s left  loss 0.52");
            for (int i = 51; i <= 60; i++) {
                line.step(i, "");
            }
            assertThat(sink.updates).hasSize(50);
        }
        assertThat(sink.updates).hasSize(51);
        assertThat(sink.updates.get(50).text()).contains("step 60 of 200  stopped after 25 s");
        assertThat(sink.updates.get(50).contents()).containsOnlyKeys(Bundle.TEXT);
        assertThat(ProgressLine.time(3700)).isEqualTo("1 h 01 min");
    }

    @Test
    void aPendingInterruptIsKeptOutOfTheKernelAndNotLost() {
        String id = Kernel.display(Bundle.text("a"));
        Thread.currentThread().interrupt();
        Kernel.update(id, Bundle.text("b"));
        assertThat(sink.sawInterrupt).isFalse();
        assertThat(Kernel.isInterrupted()).isTrue();
        assertThatThrownBy(Kernel::stopIfInterrupted).isInstanceOf(CancellationException.class);
        assertThat(Kernel.isInterrupted()).isFalse();
        Kernel.stopIfInterrupted();
    }

    @Test
    void aChartShowsItself() {
        ExampleCharts.bars("t", "y", "b").show();
        assertThat(sink.displays.get(0).contents()).containsKey(Bundle.PLOTLY);
    }
}
