package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpssl.method.Losses;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

/** By a clock that only the tests move. A step of MP-SSL weighs as much as 14 of the base model. */
class StudyProgressTests {

    private static final Losses NOTHING = new Losses(Map.of());
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong clock = new AtomicLong();
    private final List<String> lines = new ArrayList<>();
    private final RunSpec base = RunSpec.mini("base", 1).with("steps", 20);
    private final RunSpec other = RunSpec.mini("base", 2).with("steps", 20);
    private final RunSpec mpSsl = RunSpec.mini("mp-ssl", 7).with("steps", 10);

    private StudyProgress progress(RunSpec... specs) {
        return new StudyProgress(List.of(specs), lines::add, clock::get);
    }

    private static RunResult result(RunSpec spec) {
        return new RunResult(spec, 0.5, 0.5, 1, false, 1, List.of(), List.of(), Map.of());
    }

    @Test
    void aLineSaysHowMuchIsDoneAndForHowLongItWillGoOn() {
        StudyProgress progress = progress(mpSsl, base);
        for (int step = 1; step <= 20; step++) {
            progress.onStep(base, step, NOTHING);
        }
        progress.onEnd(base, result(base));
        clock.addAndGet(40 * SECOND);
        lines.clear();

        progress.onStep(mpSsl, 1, NOTHING);

        // 34 of 160 parts in 40 seconds: 126 more take 148.2 seconds.
        assertThat(lines)
                .containsExactly(
                        "21 %, about 3 min left, 1 of 2 runs done; mp-ssl seed 7 step 1/10");
    }

    @Test
    void atTheEndNothingIsLeft() {
        StudyProgress progress = progress(base);
        for (int step = 1; step <= 20; step++) {
            clock.addAndGet(SECOND);
            progress.onStep(base, step, NOTHING);
        }

        assertThat(lines).hasSize(20);
        assertThat(lines.get(4))
                .isEqualTo("25 %, about 15 s left, 0 of 1 runs done; base seed 1 step 5/20");
        assertThat(lines.get(19))
                .isEqualTo("100 %, about 0 s left, 0 of 1 runs done; base seed 1 step 20/20");
    }

    /** A study that goes on where it was stopped: runs of before end here without a step. */
    @Test
    void runsThatHadEndedBeforeAreDoneAndTookNoTime() {
        StudyProgress progress = progress(base, other, mpSsl);
        progress.onEnd(mpSsl, result(mpSsl));
        progress.onEnd(base, result(base));
        clock.addAndGet(10 * SECOND);

        progress.onStep(other, 1, NOTHING);

        // 161 of 180 parts; this step took 10 seconds, as will each of the 19 others.
        assertThat(lines)
                .containsExactly("89 %, about 4 min left, 2 of 3 runs done; base seed 2 step 1/20");
    }

    @Test
    void stepsThatARunHadMadeBeforeAreDoneAndTookNoTime() {
        StudyProgress progress = progress(base, other);
        progress.onResume(base, 15, List.of());
        clock.addAndGet(10 * SECOND);

        progress.onStep(base, 16, NOTHING);

        // 16 of 40 parts; this step took 10 seconds, as will each of the 24 others.
        assertThat(lines)
                .containsExactly(
                        "40 %, about 4 min left, 0 of 2 runs done; base seed 1 step 16/20");
    }

    /** Clocks of nanoseconds may start anywhere, below zero too. */
    @ParameterizedTest(name = "from {0}")
    @ValueSource(longs = {0, -5 * SECOND, 5 * SECOND, Long.MAX_VALUE - SECOND / 4})
    void theFirstStepIsShownAndThenTwoASecondAtMost(long start) {
        clock.set(start);
        StudyProgress progress = progress(base);

        for (int step = 1; step <= 11; step++) {
            progress.onStep(base, step, NOTHING);
            clock.addAndGet(SECOND / 10);
        }

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).endsWith("step 1/20");
        assertThat(lines.get(1)).endsWith("step 6/20");
        assertThat(lines.get(2)).endsWith("step 11/20");
    }

    @Test
    void numbersLookTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            progress(base).onStep(base, 1, NOTHING);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(lines.get(0)).startsWith("5 %, 0 of 1 runs done");
    }

    /** What it would still have made counts as done, or the others' percentages would be wrong. */
    @Test
    void aFailedRunIsCounted() {
        StudyProgress progress = progress(base, other);
        for (int step = 1; step <= 5; step++) {
            progress.onStep(other, step, NOTHING);
        }
        progress.onFailure(other, "a loss is NaN");
        clock.addAndGet(10 * SECOND);
        lines.clear();

        progress.onStep(base, 1, NOTHING);

        // Six steps were made in 10 seconds; 19 of 40 are left.
        assertThat(lines)
                .containsExactly(
                        "53 %, about 32 s left, 0 of 2 runs done, 1 failed; base seed 1 step 1/20");
    }
}
