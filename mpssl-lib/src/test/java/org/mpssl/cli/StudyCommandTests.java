package org.mpssl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is trained. */
class StudyCommandTests {

    private final StringWriter err = new StringWriter();

    private int run(String command) {
        return Workbench.commandLine().setErr(new PrintWriter(err)).execute(command.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "study | name a subcommand: list, run, status or report",
                "study run table-3 --json x | --json is an option of the comparison",
                "study run table-3 --set-up disjoint | --set-up is an option of the comparison",
                "study run --steps 3 | --steps is an option of a named study",
                "study run --preset paper | --preset is an option of a comparison on --dataset",
                "study run table-3 --preset paper | --preset is an option of the folder of a prepared",
                "study run table-3 --dataset fashion-mini --preset mini | --preset is an option of the folder",
                "study report ../docs/results/disjoint.json --dataset x/y | --dataset is an option of a named",
                "study report ../docs/results/disjoint.json --preset mini | --preset is an option of a named",
                "study run --dataset x/y --set-up disjoint | --set-up is an option of the comparison",
                "study run --set steps=3 | --set is an option of a comparison on --dataset",
                "study run table-3 --set steps=3 | --set is an option of the comparison",
                "study run --dataset x/y --set steps | should be in KEY=VALUE format",
                "study run table-3 --steps 0 | --steps must be from 1, not 0",
                "study run --lambda grid | --lambda is an option of a named study",
                "study run table-3 --lambda 3 | --lambda must be preset or grid, not 3",
                "study report ../docs/results/disjoint.json --out x | --out is an option of a named study",
                "study run table-3 --seeds 0 | --seeds must be from 1 to 999, not 0"
            })
    void whatMakesNoSenseIsNotUnderstood(String command, String message) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "study run table-12 | there is no study 'table-12'; there are table-1, table-2",
                "study run table-3 --dataset cars | there is no dataset 'cars' for studies",
                "study run table-3 --dataset x/y | There is no folder x/y",
                "study run --dataset x/y --set seed=3 | seed is not to be set",
                "study run --dataset x/y --set step=3 | has no field 'step'",
                "study run table-3 --dataset x/y --preset large | preset is 'large'; allowed are [mini,",
                "study report table-3 --dataset x/y | table-3 was never run on x/y: ./workbench study run table-3 --dataset x/y --preset mini",
                "study report table-3 --dataset x/y --preset paper | was never run on x/y with the preset paper: ./workbench",
                "study report table-3 --preset paper | named studies of fashion-mini have the preset mini",
                "study run lambda-grid --lambda grid | lambda-grid is the grid itself",
                "study run --set-up cars | There is no set-up 'cars'",
                "study report table-12 | there is no study 'table-12'",
                "study report none.json | none.json cannot be read"
            })
    void whatDoesNotExistIsTheUsersMistake(String command, String message) {
        assertThat(run(command)).isEqualTo(1);
        assertThat(err.toString()).startsWith("workbench: ").contains(message);
    }
}
