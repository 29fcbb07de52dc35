package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WallTimesTests {

    @TempDir private Path folder;

    private double wall(Study study, Plan plan) {
        return WallTimes.of(folder, study, Start.SHIPPED).seconds(plan);
    }

    @Test
    void timeOfOtherStepsAndOfOtherCodeDoesNotCountAndIsNotForgotten() {
        Study study = ExampleStudies.small();
        Plan five = new Plan(Start.SHIPPED, 5, 2, false);
        new WallTimes(List.of(new WallTimes.Entry(five, "other code", 5000)))
                .plus(five, 3000)
                .write(folder, study, Start.SHIPPED);
        Plan other = new Plan(Start.SHIPPED, 1, 1, false);

        new StudyRun(study, other, folder, 2).execute(line -> {});
        assertThat(wall(study, other)).isPositive().isLessThan(1000);
        assertThat(wall(study, five)).isEqualTo(3000);
        assertThat(wall(study, five.withLambdas(Map.of("naive uda", 1.0), 1))).isZero();

        new StudyRun(study, five.withSeeds(1), folder, 2).execute(line -> {});
        assertThat(wall(study, five)).isGreaterThan(3000).isLessThan(4000);
        assertThat(WallTimes.of(folder, study, Start.SHIPPED).entries()).hasSize(3);
    }

    @Test
    void timeUntilAnInterruptCounts() {
        Study study = ExampleStudies.small();
        Thread caller = Thread.currentThread();
        Consumer<String> interrupting =
                said -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                    caller.interrupt();
                };

        assertThatThrownBy(() -> new StudyRun(study, Plan.of(1), folder, 1).execute(interrupting))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(wall(study, Plan.of(1))).isGreaterThan(0.2);
    }
}
