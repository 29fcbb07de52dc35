package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpssl.UserError;
import org.mpssl.study.ComparisonResult.Figures;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;

class ComparisonResultTests {

    @TempDir private Path folder;

    private final Comparison comparison =
            comparison("coarse-to-fine", List.of("base", "mp-ssl"), List.of(0L, 1L), false);

    private static Comparison comparison(
            String setUp, List<String> methods, List<Long> seeds, boolean quick) {
        Comparison all = Comparison.of(setUp, 1, quick);
        Map<String, RunSpec> settings = new LinkedHashMap<>(all.settings());
        settings.keySet().retainAll(methods);
        return new Comparison(all.name(), settings, seeds);
    }

    private ComparisonResult result(Comparison from) {
        Map<String, Figures> methods = new LinkedHashMap<>();
        for (String method : from.methods()) {
            List<Double> values = from.seeds().stream().map(seed -> 0.5).toList();
            methods.put(method, new Figures(values, values, values, from.hashes(method)));
        }
        return new ComparisonResult(from.name(), from.seeds(), methods, Map.of());
    }

    @Test
    void belongsToTheComparisonWithTheSameSettings() {
        assertThat(result(comparison).belongsTo(comparison)).isTrue();
    }

    @Test
    void theReportSaysOfEveryPairWhatTheSeedsShow() {
        assertThat(new ComparisonReport(result(comparison)).markdown())
                .contains(
                        "| mp-ssl minus base | +0.0 ± 0.0 (0/2), not settled (shows from 0.0) | +0.0 ± 0.0 (0/2), not settled (shows from 0.0) |")
                .doesNotContain("NaN");
    }

    @Test
    void doesNotBelongToAComparisonWithOtherSettings() {
        List<String> methods = comparison.methods();
        Comparison quick = comparison("coarse-to-fine", methods, List.of(0L, 1L), true);
        Comparison seeds = comparison("coarse-to-fine", methods, List.of(0L, 2L), false);
        Comparison fewer = comparison("coarse-to-fine", List.of("base"), List.of(0L, 1L), false);
        Comparison setUp = comparison("disjoint", methods, List.of(0L, 1L), false);

        assertThat(List.of(quick, seeds, fewer, setUp))
                .allSatisfy(other -> assertThat(result(comparison).belongsTo(other)).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[ 0, 1 ] | [ 0 ] | has 2 values for 1 seeds",
                "[ 0, 1 ] | [ ] | it has no seeds",
                "[ 0, 1 ] | [ 3, 3 ] | a seed is there twice",
                "0.5 | 1.5 | the accuracy 1.5 is not from 0 to 1",
                "0.5 | null | null",
                "\"study\" | \"study\" : \"x\", \"study\" | Duplicate field 'study'",
                "\"study\" | \"stady\" | study"
            })
    void aDamagedFileIsRefusedWithWhatIsWrong(String text, String replacement, String message)
            throws IOException {
        Path file = folder.resolve("result.json");
        result(comparison).write(file);
        String json = Files.readString(file);
        assertThat(json).contains(text);
        Files.writeString(file, json.replaceFirst(Pattern.quote(text), replacement));

        assertThatThrownBy(() -> ComparisonResult.read(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("result.json is not a comparison's result")
                .hasMessageContaining(message);
    }

    @Test
    void aTextBehindTheResultIsRefused() throws IOException {
        Path file = folder.resolve("result.json");
        result(comparison).write(file);
        Files.writeString(file, Files.readString(file) + "{}");

        assertThatThrownBy(() -> ComparisonResult.read(file)).isInstanceOf(UserError.class);
    }

    /** The results of the comparison's four runs, the last of them as given. */
    private List<RunResult> runs(boolean stopped, String threads) {
        List<RunResult> runs = new ArrayList<>();
        for (RunSpec spec : comparison.specs()) {
            boolean last = runs.size() == 3;
            runs.add(
                    new RunResult(
                            spec,
                            0.5,
                            0.5,
                            600,
                            last && stopped,
                            1,
                            List.of(),
                            List.of(),
                            Map.of("threads", last ? threads : "1")));
        }
        return runs;
    }

    @Test
    void stoppedRunsAndRunsOfTwoKindsAreNotCompared() {
        assertThat(ComparisonResult.of(comparison, runs(false, "1")).environment())
                .containsExactly(Map.entry("threads", "1"));
        assertThatThrownBy(() -> ComparisonResult.of(comparison, runs(true, "1")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("of base with seed 1 was stopped");
        assertThatThrownBy(() -> ComparisonResult.of(comparison, runs(false, "2")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'threads' is 1 for some and for others 2");
    }
}
