package org.mpssl.dataprep.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterTests {

    private record State(long bytes, long total, double speed) {}

    private final List<State> states = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final Meter meter =
            new Meter(
                    (bytes, total, speed) -> states.add(new State(bytes, total, speed)), () -> now);

    private void pass(long millis) {
        now = now.plus(Duration.ofMillis(millis));
    }

    @Test
    void aConstantSpeedIsThatSpeedWithoutWhatWasThereBefore() {
        meter.start(1_000_000);
        for (int i = 1; i <= 20; i++) {
            pass(250);
            meter.at(1_000_000 + i * 500L, 2_000_000);
        }

        assertThat(states).hasSize(20);
        assertThat(states)
                .allSatisfy(state -> assertThat(state.speed()).isCloseTo(2000, within(1e-6)));
        assertThat(states)
                .last()
                .isEqualTo(new State(1_010_000, 2_000_000, states.get(19).speed()));
    }

    @Test
    void aListenerIsNotCalledForEveryPiece() {
        meter.start(0);
        for (int i = 1; i <= 1000; i++) {
            pass(1);
            meter.at(i, -1);
        }

        assertThat(states).extracting(State::bytes).containsExactly(200L, 400L, 600L, 800L, 1000L);
    }

    @Test
    void aNewSpeedIsFollowedWithinSeconds() {
        meter.start(0);
        long bytes = 0;
        for (int i = 0; i < 50; i++) {
            pass(200);
            meter.at(bytes += 200_000, -1);
        }
        for (int i = 0; i < 50; i++) {
            pass(200);
            meter.at(bytes += 2_000, -1);
        }

        // After 50 ticks 0.9^50 = 0.5 % of the old speed is left: 10 kB/s and 5 kB/s.
        assertThat(states.get(states.size() - 1).speed()).isBetween(10_000.0, 16_000.0);
    }

    @Test
    void theEndIsAlwaysTold() {
        meter.end(7);
        assertThat(states)
                .singleElement()
                .satisfies(
                        state -> {
                            assertThat(state.bytes()).isEqualTo(7);
                            assertThat(state.total()).isEqualTo(7);
                        });
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceIt() {
        meter.start(0);
        pass(-3_600_000);
        meter.at(10, -1);
        pass(1000);
        meter.at(1010, -1);

        assertThat(states).hasSize(2);
        assertThat(states.get(1).speed()).isBetween(0.0, 1000.0);
    }
}
