package org.mpssl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mpssl.method.Losses;
import org.mpssl.train.Evaluation;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;
import org.mpssl.train.WeightChecklist;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One run from a spec. */
@Command(
        name = "train",
        description = "Trains one run that a spec describes and prints its test accuracy.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--spec",
            required = true,
            paramLabel = "FILE",
            description =
                    "JSON with at least \"method\"; what is left out is as in \"preset\": mini, mini-large or paper (default: mini).")
    private Path spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run's folder is made (default: runs).")
    private Path out;

    @Mixin private QuickOption quick;

    @Override
    public Integer call() throws Exception {
        return GracefulStop.during(this::train);
    }

    private int train() {
        RunSpec run = RunSpec.read(spec);
        if (quick.isOn()) {
            run = run.quick();
        }
        WeightChecklist.requireThere(List.of(run));
        RunFolder folder = RunFolder.of(out == null ? Home.find().runs() : out, run);
        RunResult result = Trainer.run(run, new Printed(), folder);
        if (result.stopped()) {
            System.err.println(
                    "workbench: stopped before the last step, so there is no test accuracy; the same command goes on from the run's last checkpoint, if it has one");
            return NotebookRun.INTERRUPTED;
        }
        System.out.printf(
                Locale.ROOT,
                "test accuracy %.4f at step %d (best validation), %.4f after the last step, %.1f s%n"
                        + "%s%n",
                result.test(),
                result.bestStep(),
                result.last(),
                result.seconds(),
                folder.path());
        return 0;
    }

    /** Shows steps as a bar, with the validation accuracy beside it. */
    private static final class Printed implements TrainingListener {

        private final ConsoleProgress bar = new ConsoleProgress(System.out);
        private String accuracy = "";

        @Override
        public void onResume(RunSpec run, int done, List<Evaluation> history) {
            System.out.printf("goes on after step %d of %d%n", done, run.steps());
        }

        @Override
        public void onStep(RunSpec run, int done, Losses losses) {
            bar.update(done, run.steps(), accuracy);
        }

        @Override
        public void onEvaluation(RunSpec run, Evaluation evaluation) {
            accuracy =
                    String.format(Locale.ROOT, "validation accuracy %.3f", evaluation.accuracy());
        }
    }
}
