package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mpssl.UserError;

@Timeout(30)
class ParallelTests {

    @Test
    void givesTheResultsInTheOrderOfTheTasks() {
        CountDownLatch second = new CountDownLatch(1);
        Callable<String> waits =
                () -> {
                    second.await();
                    return "first";
                };
        Callable<String> frees =
                () -> {
                    second.countDown();
                    return "second";
                };

        assertThat(Parallel.execute(2, List.of(waits, frees))).containsExactly("first", "second");
    }

    @Test
    void noMoreGoOnAtATimeThanAsked() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Integer> task =
                () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.sleep(20);
                    return now.decrementAndGet();
                };

        assertThat(Parallel.execute(2, List.of(task, task, task, task, task))).hasSize(5);
        assertThat(most.get()).isEqualTo(2);
    }

    @Test
    void anErrorStopsTheOthersAndKeepsTheUsersMistakeAsItIs() {
        AtomicBoolean stopped = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        Callable<String> fails =
                () -> {
                    started.await();
                    throw new UserError("lower it");
                };
        Callable<String> lasts =
                () -> {
                    started.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        stopped.set(true);
                    }
                    return "";
                };

        assertThatThrownBy(() -> Parallel.execute(2, List.of(fails, lasts)))
                .isInstanceOf(UserError.class)
                .hasMessage("lower it");
        assertThat(stopped).isTrue();
    }

    @Test
    void aFailureOfALaterTaskIsNoticedAtOnceAndKeptAsItIs() {
        Callable<String> lasts =
                () -> {
                    Thread.sleep(60_000);
                    return "";
                };
        UncheckedIOException full = new UncheckedIOException(new IOException("disk full"));
        Callable<String> fails =
                () -> {
                    throw full;
                };

        assertThatThrownBy(() -> Parallel.execute(2, List.of(lasts, fails))).isSameAs(full);
    }
}
