package org.mpssl.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mpssl.train.RunSpec;

class LmoTrialTests {

    @RegisterExtension private final RecordingSink sink = new RecordingSink();

    @Test
    void tellsWhatMovedAndStartsFromTheSameDraws() {
        List<RunSpec> specs = List.of(RunSpec.mini("mp-ssl", 3), RunSpec.mini("mp-ssl", 4));

        List<LmoTrial> trials = LmoTrial.run(specs, new LmoTrial.Plan(1, 2, 1, 1));

        assertThat(trials).extracting(LmoTrial::seed).containsExactly(3L, 4L);
        LmoTrial trial = trials.get(0);
        assertThat(trial.measurements()).hasSize(3);
        assertThat(trial.fall(1))
                .isEqualTo(
                        trial.measurements().get(0).validation()
                                + trial.measurements().get(0).gap()
                                - trial.measurements().get(2).validation()
                                - trial.measurements().get(2).gap(),
                        within(1e-12));
        for (List<List<Double>> rows : List.of(trial.before().labels(), trial.after().labels())) {
            assertThat(rows).hasSize(7);
            assertThat(rows)
                    .allSatisfy(
                            row ->
                                    assertThat(row.stream().mapToDouble(p -> p).sum())
                                            .isEqualTo(1, within(1e-5)));
        }
        assertThat(trial.after().labels()).isNotEqualTo(trial.before().labels());
        assertThat(trial.before().images(6)).hasSize(LmoTrial.PER_CLASS);
        assertThat(trial.after().images()).hasSameSizeAs(trial.before().images());
        assertThat(trial.before().latentSize()).isBetween(0.01, 1.0);
        assertThat(trial.after().latentSize()).isNotEqualTo(trial.before().latentSize());
        assertThat(sink.updates.get(sink.updates.size() - 1).text()).contains("step 4 of 4");
    }

    @Test
    void theSameSeedGivesTheSameTrial() {
        LmoTrial trial =
                LmoTrial.run(List.of(RunSpec.mini("mp-ssl", 0)), new LmoTrial.Plan(0, 1, 1, 1))
                        .get(0);
        LmoTrial again =
                LmoTrial.run(List.of(RunSpec.mini("mp-ssl", 0)), new LmoTrial.Plan(0, 1, 1, 1))
                        .get(0);

        assertThat(again.measurements()).isEqualTo(trial.measurements());
        assertThat(again.after().labels()).isEqualTo(trial.after().labels());
    }

    @Test
    void anInterruptedThreadMakesNoTrial() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(
                            () ->
                                    LmoTrial.run(
                                            List.of(RunSpec.mini("mp-ssl", 0)),
                                            new LmoTrial.Plan(1, 1_000_000, 1, 1)))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
