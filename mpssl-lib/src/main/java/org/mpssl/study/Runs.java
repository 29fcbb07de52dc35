package org.mpssl.study;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.mpssl.train.RunFolder;
import org.mpssl.train.RunResult;
import org.mpssl.train.RunSpec;
import org.mpssl.train.Trainer;
import org.mpssl.train.TrainingListener;

/**
 * Executes independent runs, some at a time, each on one thread of its own.
 *
 * @param folder where the runs' folders lie
 * @param atOnce how many runs go on at a time
 * @param reuse whether a run that has ended there before is read instead of repeated
 */
public record Runs(Path folder, int atOnce, boolean reuse) {

    /**
     * Executes runs; an interrupt of the calling thread stops them all within one step each.
     *
     * @param specs the runs
     * @param listener hears all of them, from several threads
     * @return their results, in the order of the specs
     * @throws CancellationException if the calling thread was interrupted
     */
    public List<RunResult> execute(List<RunSpec> specs, TrainingListener listener) {
        return Parallel.execute(
                atOnce,
                specs.stream()
                        .map(spec -> (Callable<RunResult>) () -> one(spec, listener))
                        .toList());
    }

    private RunResult one(RunSpec spec, TrainingListener listener) {
        RunFolder run = RunFolder.of(folder, spec);
        if (reuse && run.result().filter(result -> !result.stopped()).isPresent()) {
            RunResult result = run.result().orElseThrow();
            listener.onEnd(spec, result);
            return result;
        }
        return Trainer.run(spec, listener, run);
    }
}
