package org.mpssl.train;

import java.util.Map;
import org.mpssl.tensor.Parameters;

/** What a run leaves while it goes on. Closing it gives its place free. */
interface RunFiles extends AutoCloseable {

    /** Leaves nothing. */
    RunFiles NONE =
            new RunFiles() {
                @Override
                public RunState resume(
                        Experiment experiment, Parameters best, Map<String, String> provenance) {
                    return RunState.START;
                }

                @Override
                public void add(Evaluation evaluation) {}

                @Override
                public void save(
                        Experiment experiment,
                        Parameters best,
                        RunState state,
                        Map<String, String> provenance) {}

                @Override
                public void end(
                        RunResult result, int done, Experiment experiment, Parameters best) {}

                @Override
                public void close() {}
            };

    /** Brings a run to where it was when it was stopped or killed, if that is known. */
    RunState resume(Experiment experiment, Parameters best, Map<String, String> provenance);

    /** Adds a row to the metrics. */
    void add(Evaluation evaluation);

    /** Saves the run after an evaluation, if the last time is a while ago. */
    void save(
            Experiment experiment, Parameters best, RunState state, Map<String, String> provenance);

    /**
     * Keeps what came out.
     *
     * @param result of the run
     * @param done steps made
     * @param experiment as it is after the last of them
     * @param best the selected weights
     */
    void end(RunResult result, int done, Experiment experiment, Parameters best);

    @Override
    void close();
}
