package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.method.Losses;
import org.mpssl.study.LmoAlone.Measurement;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.train.Experiment;
import org.mpssl.train.RunSpec;

class LmoAloneTests {

    /** Steps from here on are held out. */
    private static final long HELD_OUT = 1_000_000_000L;

    private final List<Experiment> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Experiment::close);
    }

    private static RunSpec tiny() {
        return RunSpec.mini("mp-ssl", 3)
                .with("labelsPerClass", 2)
                .with("validationPerClass", 2)
                .with("testImages", 20)
                .with("blocks", List.of(1))
                .with("width", 2)
                .with("batchSize", 4)
                .with("mapperHidden", 8);
    }

    /** LMO that never moves, so that its losses change with the draws alone. */
    private static RunSpec still() {
        return tiny().with("phiRate", 0.0).with("xiRate", 0.0);
    }

    private Experiment experiment(RunSpec spec) {
        Experiment experiment = new Experiment(spec, Device.cpu());
        opened.add(experiment);
        return experiment;
    }

    private static Map<String, float[]> values(Parameters parameters) {
        Map<String, float[]> values = new TreeMap<>();
        parameters.forEach(tensor -> values.put(tensor.getKey(), tensor.getValue().toFloatArray()));
        return values;
    }

    private static Map<String, float[]> theta(Experiment experiment) {
        return values(experiment.classifier().theta().and(experiment.classifier().statistics()));
    }

    private static Map<String, float[]> w(Experiment experiment) {
        return values(experiment.lmo().parameters());
    }

    @ParameterizedTest(name = "{0} steps, measured every {1}")
    @CsvSource({"0, 2, 0", "4, 2, 0 2 4", "5, 2, 0 2 4 5", "2, 5, 0 2"})
    void measuresAtFirstEverySoManyStepsAndAtLast(int steps, int every, String expected) {
        AtomicInteger made = new AtomicInteger();

        List<Measurement> measurements =
                LmoAlone.run(experiment(tiny()), 0, steps, every, 1, made::incrementAndGet);

        assertThat(measurements)
                .extracting(Measurement::step)
                .containsExactlyElementsOf(
                        Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList());
        assertThat(made).hasValue(steps);
    }

    @Test
    void measuringChangesNeitherThetaNorPhiNorXi() {
        Experiment once = experiment(tiny());
        Map<String, float[]> initial = w(once);
        LmoAlone.run(once, 2, 3, 3, 1);
        Experiment often = experiment(tiny());
        LmoAlone.run(often, 2, 3, 1, 3);

        assertThat(w(often)).usingRecursiveComparison().isEqualTo(w(once));
        assertThat(theta(often)).usingRecursiveComparison().isEqualTo(theta(once));
        initial.forEach((name, before) -> assertThat(w(once).get(name)).isNotEqualTo(before));
    }

    @Test
    void onlyTheSupervisedStepsMoveTheClassifier() {
        Experiment supervised = experiment(tiny());
        Map<String, float[]> initial = theta(supervised);
        LmoAlone.run(supervised, 2, 0, 1, 1);
        Experiment both = experiment(tiny());
        LmoAlone.run(both, 2, 3, 1, 1);

        assertThat(theta(both)).usingRecursiveComparison().isEqualTo(theta(supervised));
        assertThat(theta(both).get("conv1.weight")).isNotEqualTo(initial.get("conv1.weight"));
        assertThat(theta(both).get("bn1.running_mean"))
                .isNotEqualTo(initial.get("bn1.running_mean"));
    }

    @Test
    void everyMeasurementIsTheMeanOverTheSameHeldOutDraws() {
        Experiment experiment = experiment(still());
        List<Measurement> measurements = LmoAlone.run(experiment, 1, 2, 1, 3);

        double validation = 0;
        double gap = 0;
        for (int i = 0; i < 3; i++) {
            Losses losses = losses(experiment, HELD_OUT + i);
            validation += losses.values().get("validation") / 3;
            gap += losses.values().get("gap") / 3;
        }
        assertThat(measurements).hasSize(3);
        for (Measurement measurement : measurements) {
            assertThat(measurement.validation()).isCloseTo(validation, within(1e-12));
            assertThat(measurement.gap()).isCloseTo(gap, within(1e-12));
            assertThat(measurement.objective(0.5)).isCloseTo(validation + 0.5 * gap, within(1e-12));
        }
    }

    @Test
    void noDrawThatIsTrainedOnIsMeasured() {
        Experiment experiment = experiment(still());
        Measurement measured = LmoAlone.run(experiment, 1, 0, 1, 1).get(0);

        for (int t = 0; t < 8; t++) {
            Losses trained = losses(experiment, t);
            assertThat(trained.values().get("validation")).isNotEqualTo(measured.validation());
            assertThat(trained.values().get("gap")).isNotEqualTo(measured.gap());
        }
    }

    private static Losses losses(Experiment experiment, long t) {
        try (Step step = experiment.workspace().step()) {
            return experiment
                    .lmo()
                    .measure(
                            step,
                            experiment.classifier(),
                            experiment.labelled().at(step, t),
                            experiment.validation().at(step, t),
                            t,
                            experiment.spec().training().learningRate());
        }
    }

    @Test
    void withoutAGapLossTheObjectiveIsTheValidationLoss() {
        Measurement measured =
                LmoAlone.run(experiment(tiny().with("lambdaGap", 0.0)), 0, 0, 1, 1).get(0);

        assertThat(measured.gap()).isZero();
        assertThat(measured.objective(1)).isEqualTo(measured.validation()).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameMeasurementsAndAnotherSeedOthers() {
        List<Measurement> measurements = LmoAlone.run(experiment(tiny()), 1, 2, 1, 2);

        assertThat(LmoAlone.run(experiment(tiny()), 1, 2, 1, 2)).isEqualTo(measurements);
        assertThat(LmoAlone.run(experiment(tiny().with("seed", 4L)), 1, 2, 1, 2))
                .doesNotContainAnyElementsOf(measurements);
    }

    /** Between measurements and at one: step 3 is measured if that is done every three steps. */
    @ParameterizedTest(name = "measured every {0}")
    @CsvSource({"1000", "3"})
    void anInterruptEndsItWithinOneStepAndLeavesTheThreadInterrupted(int every) {
        AtomicInteger made = new AtomicInteger();
        Runnable interrupting =
                () -> {
                    if (made.incrementAndGet() == 3) {
                        Thread.currentThread().interrupt();
                    }
                };

        assertThatThrownBy(() -> LmoAlone.run(experiment(tiny()), 1, 1000, every, 1, interrupting))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(made).hasValue(3);
    }

    @Test
    void anInterruptedThreadMakesNoSupervisedStep() {
        Experiment experiment = experiment(tiny());
        Map<String, float[]> initial = theta(experiment);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> LmoAlone.run(experiment, 1000, 0, 1, 1))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(theta(experiment)).usingRecursiveComparison().isEqualTo(initial);
    }
}
