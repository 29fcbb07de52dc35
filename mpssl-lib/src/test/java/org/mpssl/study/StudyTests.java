package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.method.Losses;
import org.mpssl.study.ComparisonResult.Figures;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.TrainingListener;

class StudyTests {

    @TempDir Path folder;

    private static RunSpec tiny(String method, long seed) {
        return RunSpec.mini(method, seed)
                .with("steps", 2)
                .with("testImages", 20)
                .with("labelsPerClass", 2)
                .with("validationPerClass", 2)
                .with("blocks", List.of(1))
                .with("width", 2)
                .with("batchSize", 4);
    }

    /** Counts the steps of all runs. */
    private static final class Counting implements TrainingListener {
        final AtomicInteger steps = new AtomicInteger();
        final AtomicInteger ends = new AtomicInteger();

        @Override
        public void onStep(RunSpec spec, int done, Losses losses) {
            steps.incrementAndGet();
        }

        @Override
        public void onEnd(RunSpec spec, RunResult result) {
            ends.incrementAndGet();
        }
    }

    @Test
    void theSpreadIsThatOfASample() {
        Spread spread = Spread.of(List.of(0.02, -0.01, 0.05));

        assertThat(spread.count()).isEqualTo(3);
        assertThat(spread.mean()).isCloseTo(0.02, within(1e-15));
        assertThat(spread.deviation()).isCloseTo(0.03, within(1e-15));
        assertThat(spread.standardError()).isCloseTo(0.03 / Math.sqrt(3), within(1e-15));
        assertThat(spread.above()).isEqualTo(2);
        assertThat(spread.points()).isEqualTo("+2.0 ± 3.0 (2/3)");
        assertThat(spread.percent()).isEqualTo("2.0 ± 3.0");
        assertThat(spread.contains(0.08, 2.001)).isTrue();
        assertThat(spread.contains(0.09, 2)).isFalse();
    }

    @Test
    void oneValueHasNoSpread() {
        Spread spread = Spread.of(List.of(-0.014));

        assertThat(spread.deviation()).isNaN();
        assertThat(spread.points()).isEqualTo("-1.4");
        assertThat(spread.percent()).isEqualTo("-1.4");
        assertThat(spread.contains(-0.014, 3)).isFalse();
    }

    private static ComparisonResult result() {
        Map<String, Figures> methods = new LinkedHashMap<>();
        methods.put(
                "base",
                new Figures(
                        List.of(0.7, 0.6),
                        List.of(0.71, 0.62),
                        List.of(9.5, 9.0),
                        List.of("a", "b")));
        methods.put(
                "mp-ssl",
                new Figures(
                        List.of(0.72, 0.59),
                        List.of(0.7, 0.6),
                        List.of(80.0, 81.0),
                        List.of("c", "d")));
        return new ComparisonResult("s", List.of(0L, 1L), methods, Map.of("java", "17"));
    }

    @Test
    void aComparisonComesBackFromItsJson() throws IOException {
        Path file = folder.resolve("deep/result.json");
        result().write(file);

        assertThat(ComparisonResult.read(file)).isEqualTo(result());
        JsonNode json = new JsonMapper().readTree(Files.readString(file));
        assertThat(json.path("study").asText()).isEqualTo("s");
        assertThat(json.path("seeds").toString()).isEqualTo("[0,1]");
        assertThat(json.path("methods").path("base").path("test").toString())
                .isEqualTo("[0.7,0.6]");
        assertThat(json.path("methods").path("mp-ssl").path("last").toString())
                .isEqualTo("[0.7,0.6]");
        assertThat(json.path("methods").path("mp-ssl").path("seconds").toString())
                .isEqualTo("[80.0,81.0]");
        assertThat(json.path("environment").path("java").asText()).isEqualTo("17");
        List<String> order = new ArrayList<>();
        json.path("methods").fieldNames().forEachRemaining(order::add);
        assertThat(order).containsExactly("base", "mp-ssl");
    }

    @Test
    void differencesAreTakenSeedBySeed() {
        assertThat(result().overBase("mp-ssl").get(0)).isCloseTo(0.02, within(1e-12));
        assertThat(result().overBase("mp-ssl").get(1)).isCloseTo(-0.01, within(1e-12));
        assertThat(result().lastOverBase("mp-ssl").get(1)).isCloseTo(-0.02, within(1e-12));
        assertThatThrownBy(() -> result().method("sgd"))
                .hasMessageContaining("'sgd'")
                .hasMessageContaining("base, mp-ssl");
    }

    @Test
    void aFileThatIsNoResultIsRefused() throws IOException {
        Path file = folder.resolve("r.json");
        assertThatThrownBy(() -> ComparisonResult.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does it exist");
        Files.writeString(file, "{\"study\":3,");
        assertThatThrownBy(() -> ComparisonResult.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("r.json");
    }

    @Test
    void aComparisonRunsEveryMethodOnEverySeedTheLongestFirst() {
        Comparison comparison = Comparison.of("disjoint", 2, true);
        List<RunSpec> specs = comparison.specs();

        assertThat(specs).hasSize(2 * Comparison.METHODS.size());
        assertThat(specs.get(0).method()).isEqualTo("mp-ssl");
        assertThat(specs).allMatch(s -> s.setUp().equals("disjoint") && s.steps() == 60);
        assertThat(specs.stream().map(RunSpec::hash).distinct()).hasSize(specs.size());
    }

    @Test
    void resultsComeInTheOrderOfTheSpecsAndFinishedRunsAreSkipped() {
        List<RunSpec> specs = List.of(tiny("base", 0), tiny("mp-ssl", 1), tiny("base", 2));
        Counting first = new Counting();
        List<RunResult> results = new Runs(folder, 2, true).execute(specs, first);
        assertThat(results.stream().map(RunResult::spec)).containsExactlyElementsOf(specs);
        assertThat(first.steps).hasValue(6);

        Counting again = new Counting();
        assertThat(new Runs(folder, 2, true).execute(specs, again)).isEqualTo(results);
        assertThat(again.steps).hasValue(0);
        assertThat(again.ends).hasValue(3);

        Counting anew = new Counting();
        new Runs(folder, 1, false).execute(specs.subList(0, 1), anew);
        assertThat(anew.steps).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"java, 0", "library, 0", "code, 2", "datasetManifest, 2", "threads, 2"})
    void aFinishedRunIsRepeatedIfWhatDecidesItsNumbersHasChanged(String changed, int steps)
            throws IOException {
        List<RunSpec> specs = List.of(tiny("base", 0));
        new Runs(folder, 1, true).execute(specs, TrainingListener.SILENT);
        Path file = RunFolder.of(folder, specs.get(0)).path().resolve("result.json");
        String json = Files.readString(file);
        String entry = "\"%s\" : \"".formatted(changed);
        assertThat(json).contains(entry);
        Files.writeString(file, json.replace(entry, entry + "another "));

        Counting again = new Counting();
        new Runs(folder, 1, true).execute(specs, again);

        assertThat(again.steps).hasValue(steps);
    }

    @Test
    void anInterruptStopsAllRunsAndWhatWasStoppedIsRunAgain() throws InterruptedException {
        List<RunSpec> specs =
                List.of(
                        tiny("base", 0).with("steps", 1_000_000),
                        tiny("mp-ssl", 1).with("steps", 1_000_000),
                        tiny("base", 2));
        Thread caller = Thread.currentThread();
        Counting counting = new Counting();
        TrainingListener interrupting =
                new TrainingListener() {
                    @Override
                    public void onStep(RunSpec spec, int done, Losses losses) {
                        counting.onStep(spec, done, losses);
                        if (spec.method().equals("mp-ssl") && done == 3) {
                            caller.interrupt();
                        }
                    }
                };

        assertThatThrownBy(() -> new Runs(folder, 2, true).execute(specs, interrupting))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        int made = counting.steps.get();
        Thread.sleep(300);
        assertThat(counting.steps).hasValue(made);
        assertThat(RunFolder.of(folder, specs.get(1)).result().orElseThrow().stopped()).isTrue();
        assertThat(RunFolder.of(folder, specs.get(2)).result()).isEmpty();
    }

    @Test
    void aMistakeOfTheUsersInARunIsTheirsAgain() {
        RunSpec diverging =
                tiny("base", 0)
                        .with("steps", 500)
                        .with("learningRate", 10.0)
                        .with("weightDecay", 1.0);

        assertThatThrownBy(
                        () ->
                                new Runs(folder, 1, true)
                                        .execute(List.of(diverging), TrainingListener.SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("learning rate");
    }
}
