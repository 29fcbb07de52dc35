package org.mpssl.train;

import org.mpssl.tensor.Parameters;

/** What a run leaves while it goes on. Closing it gives its place free. */
interface RunFiles extends AutoCloseable {

    /** Leaves nothing. */
    RunFiles NONE =
            new RunFiles() {
                @Override
                public void add(Evaluation evaluation) {}

                @Override
                public void end(
                        RunResult result, int done, Experiment experiment, Parameters best) {}

                @Override
                public void close() {}
            };

    /** Adds a row to the metrics. */
    void add(Evaluation evaluation);

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
