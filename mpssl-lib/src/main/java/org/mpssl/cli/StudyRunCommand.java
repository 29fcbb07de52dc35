package org.mpssl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mpssl.UserError;
import org.mpssl.data.SetUp;
import org.mpssl.study.Comparison;
import org.mpssl.study.ComparisonResult;
import org.mpssl.study.LambdaChoice;
import org.mpssl.study.Plan;
import org.mpssl.study.Runs;
import org.mpssl.study.SpecChanges;
import org.mpssl.study.Start;
import org.mpssl.study.Study;
import org.mpssl.study.StudyProgress;
import org.mpssl.study.StudyRun;
import org.mpssl.study.paper.PaperStudies;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.WeightChecklist;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The runs of a named study, or of all methods of the embedded study. */
@Command(
        name = "run",
        description = {
            "Makes the runs of a named study, two at a time; without a name, those of every method of"
                    + " the embedded study, and prints their table.",
            "Finished runs are not repeated: stopped, it goes on where it was."
        },
        mixinStandardHelpOptions = true)
final class StudyRunCommand implements Callable<Integer> {

    private static final String AS_PRESET = "preset";
    private static final String GRID = "grid";

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A table or figure; ./workbench study list has them all.")
    private String name;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "fashion-mini (default), or the folder of a prepared dataset, with a / in its path.")
    private String dataset;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "On the folder of a prepared dataset: mini (default), mini-large or paper.")
    private String preset;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = {
                "Without a name, on --dataset: a field of all runs' descriptions, for example"
                        + " batchSize=32 or labelledFraction=0.1; may be repeated. With preset paper"
                        + " the steps follow."
            })
    private Map<String, String> changes = Map.of();

    @Option(
            names = "--steps",
            paramLabel = "S",
            description = "Steps of every run of a named study (default: the preset's).")
    private Integer steps;

    @Option(
            names = "--lambda",
            paramLabel = "preset|grid",
            description =
                    "Of a named study: the preset's lambda, or the one that the finished study lambda-grid chooses on D_val (default: preset).")
    private String lambda;

    @Option(
            names = "--set-up",
            description = "Without a name: coarse-to-fine or disjoint (default: coarse-to-fine).")
    private String setUp;

    @Mixin private ComparisonOptions options;

    @Spec private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        return GracefulStop.during(this::make);
    }

    private int make() {
        if (name == null) {
            refuse("--steps", steps, "a named study");
            refuse("--lambda", lambda, "a named study");
            if (dataset == null) {
                refuse("--preset", preset, "a comparison on --dataset");
                refuse("--set", changes.isEmpty() ? null : changes, "a comparison on --dataset");
            } else {
                refuse("--set-up", setUp, "the comparison on the shipped data");
            }
            options.check();
            return compare();
        }
        if (dataset == null || dataset.equals(Plan.SHIPPED)) {
            refuse("--preset", preset, "the folder of a prepared dataset: name it with --dataset");
        }
        refuse("--set-up", setUp, "the comparison, which has no name");
        refuse("--set", changes.isEmpty() ? null : changes, "the comparison, which has no name");
        refuse("--json", options.json(), "the comparison, which has no name");
        if (steps != null && steps < 1) {
            throw new ParameterException(
                    command.commandLine(), "--steps must be from 1, not " + steps);
        }
        if (lambda != null && !List.of(AS_PRESET, GRID).contains(lambda)) {
            throw new ParameterException(
                    command.commandLine(), "--lambda must be preset or grid, not " + lambda);
        }
        options.check();
        Start start =
                dataset == null
                        ? Start.SHIPPED
                        : new Start(dataset, preset == null ? Start.MINI : preset);
        return run(PaperStudies.named(name, start), start);
    }

    private void refuse(String option, Object given, String owner) {
        if (given != null) {
            throw new ParameterException(
                    command.commandLine(), option + " is an option of " + owner);
        }
    }

    private Plan plan(Study study, Start start, Path runs) {
        Plan plan =
                new Plan(
                        start,
                        options.seeds(study.seeds()),
                        steps == null ? 0 : steps,
                        options.isQuick());
        if (!GRID.equals(lambda)) {
            return plan;
        }
        Study grid = PaperStudies.named(PaperStudies.LAMBDA_GRID.name(), start);
        if (study.equals(grid)) {
            throw new UserError("lambda-grid is the grid itself: leave --lambda away");
        }
        return new LambdaChoice(grid, runs).applyTo(plan);
    }

    private int run(Study study, Start start) {
        Path runs = Home.find().runs();
        Plan plan = plan(study, start, runs);
        WeightChecklist.requireThere(study.specs(plan));
        StatusLine line = new StatusLine(System.out);
        StudyRun.Outcome outcome;
        try {
            outcome = new StudyRun(study, plan, runs, Runs.usually()).execute(line::show);
        } finally {
            line.end();
        }
        int failed = outcome.failures().size();
        System.out.printf(
                "%s: %d of %d runs are finished.%n",
                study.name(), outcome.runs() - failed, outcome.runs());
        if (failed > 0) {
            outcome.failures()
                    .forEach((run, why) -> System.err.println("workbench: " + run + ": " + why));
            return 1;
        }
        System.out.printf(
                "Its report: ./workbench study report %s%s%n",
                study.name(), start.isShipped() ? "" : " " + start.options());
        return 0;
    }

    private Comparison comparison() {
        if (dataset != null) {
            return Comparison.of(
                    preset == null ? "mini" : preset,
                    dataset,
                    new SpecChanges(changes),
                    options.seeds(),
                    options.isQuick());
        }
        SetUp chosen = setUp == null ? SetUp.COARSE_TO_FINE : SetUp.named(setUp);
        return Comparison.of(chosen.name(), options.seeds(), options.isQuick());
    }

    private int compare() {
        Comparison comparison = comparison();
        List<RunSpec> specs = comparison.specs();
        WeightChecklist.requireThere(specs);
        Path folder = Home.find().runs();
        StatusLine line = new StatusLine(System.out);
        List<RunResult> results;
        try {
            results =
                    new Runs(folder, Runs.usually(), true)
                            .execute(specs, new StudyProgress(specs, line::show));
        } finally {
            line.end();
        }
        ComparisonResult result = ComparisonResult.of(comparison, results);
        System.out.print(ResultTable.of(result));
        System.out.println();
        options.write(result);
        return 0;
    }
}
