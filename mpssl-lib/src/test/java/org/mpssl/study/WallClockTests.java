package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WallClockTests {

    private final AtomicLong nanos = new AtomicLong(7);
    private final WallClock clock = new WallClock(nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }

    /** Two work from 2 to 5 and from 3 to 9; one from 20. */
    @Test
    void onlyTimeInWhichSomebodyWorksCountsAndThatOnce() {
        pass(2);
        clock.begin();
        pass(1);
        clock.begin();
        pass(2);
        clock.end();
        pass(4);
        clock.end();
        assertThat(clock.seconds()).isEqualTo(7);

        pass(11);
        assertThat(clock.seconds()).isEqualTo(7);
        clock.begin();
        pass(5);
        assertThat(clock.seconds()).isEqualTo(12);
    }
}
