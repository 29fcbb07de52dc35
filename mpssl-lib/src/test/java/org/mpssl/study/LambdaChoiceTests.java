package org.mpssl.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpssl.UserError;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunSpec;

class LambdaChoiceTests {

    @TempDir private Path runs;

    private final Study grid = ExampleStudies.grid();
    private final Plan plan = new Plan(Start.SHIPPED, 1, 2, false);

    @BeforeEach
    void runTheGrid() {
        new StudyRun(grid, plan, runs, 2).execute(line -> {});
    }

    /** Rewrites the only evaluation of a run, as if its accuracy on D_val had been another. */
    private void say(String row, String column, double accuracy) throws IOException {
        RunSpec spec =
                grid.cells().stream()
                        .filter(cell -> cell.row().name().equals(row))
                        .filter(cell -> cell.column().name().equals(column))
                        .findFirst()
                        .orElseThrow()
                        .specs(plan)
                        .get(0);
        Path file = RunFolder.of(runs, spec).path().resolve("result.json");
        String json = Files.readString(file);
        String changed = json.replaceFirst("\"accuracy\" : [0-9.]+", "\"accuracy\" : " + accuracy);
        assertThat(changed).contains("\"accuracy\" : " + accuracy);
        Files.writeString(file, changed);
    }

    @Test
    void theBestOnTheValidationImagesIsChosenAndOfEqualOnesTheSmallest() throws IOException {
        say("Naive gSSL", "0.3", 0.25);
        say("Naive gSSL", "1", 0.5);
        say("P-SSL", "0.3", 0.75);
        say("P-SSL", "1", 0.75);

        Plan chosen = new LambdaChoice(grid, runs).applyTo(new Plan(Start.SHIPPED, 4, 2, false));

        assertThat(chosen.lambdas())
                .isEqualTo(Map.of("naive freematch", 1.0, "p-ssl freematch", 0.3));
        assertThat(chosen.seeds()).isEqualTo(4);
        assertThat(chosen.grid()).isEqualTo(plan);
        assertThat(chosen.options()).endsWith("--seeds 4 --steps 2 --lambda grid");
    }

    @Test
    void onlyAFinishedGridOfRunsAsLongChooses() throws IOException {
        LambdaChoice here = new LambdaChoice(grid, runs);
        assertThatThrownBy(() -> here.applyTo(new Plan(Start.SHIPPED, 1, 3, false)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("./workbench study run grid")
                .hasMessageContaining("--seeds 1 --steps 3");

        RunSpec one = grid.specs(plan).get(0);
        Files.delete(RunFolder.of(runs, one).path().resolve("result.json"));
        assertThatThrownBy(() -> here.applyTo(plan))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not finished");
    }

    @Test
    void aChosenLambdaIsThatOfItsMethodAndLossUnlessTheStudySaysAnother() {
        Plan chosen = plan.withLambdas(Map.of("p-ssl freematch", 0.3, "mp-ssl cosine", 10.0), 1);
        Setting pSsl = Setting.of("p-ssl");

        assertThat(lambda(chosen, pSsl)).isEqualTo(0.3);
        assertThat(lambda(chosen, pSsl.with("lambda", 7))).isEqualTo(7);
        assertThat(lambda(chosen, pSsl.with("unsupervisedLoss", "fixmatch"))).isEqualTo(1);
        assertThat(lambda(chosen, Setting.of("mp-ssl"))).isEqualTo(10);
        assertThat(lambda(chosen, Setting.of("mp-ssl").with("tau", 2))).isEqualTo(10);
        assertThat(lambda(chosen, Setting.of("mp-ssl").with("lmo", false))).isEqualTo(3);
        assertThat(lambda(plan, Setting.of("mp-ssl"))).isEqualTo(3);
    }

    private static double lambda(Plan plan, Setting setting) {
        return plan.spec(setting, 0).unsupervised().lambda();
    }

    @Test
    void aReportSaysWhatWasChosen() {
        StudyResult preset = ExampleStudies.smallResult();
        StudyResult chosen =
                new StudyResult(
                        preset.study(),
                        preset.plan().withLambdas(Map.of("naive freematch", 0.3), 2),
                        1,
                        preset.cells(),
                        List.of(),
                        Map.of(),
                        preset.environment());

        assertThat(new StudyReport(ExampleStudies.small(), preset).markdown())
                .contains("lambda is the preset's, 3 for MP-SSL and 1 for all other methods");
        assertThat(new StudyReport(ExampleStudies.small(), chosen).markdown())
                .startsWith(
                        """
                        # small: A small study

                            ./workbench study run lambda-grid --dataset fashion-mini --seeds 2 --steps 2
                            ./workbench study run small --dataset fashion-mini --seeds 3 --steps 2 --lambda grid
                        """)
                .contains("chose on D_val for a method and its loss: naive freematch 0.3;");
    }
}
