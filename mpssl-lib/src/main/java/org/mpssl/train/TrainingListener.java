package org.mpssl.train;

import java.util.List;
import org.mpssl.method.Losses;

/** Hears how a run goes. */
public interface TrainingListener {

    /** A listener that does nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * Is called when all is built and before the first step. The experiment may be looked at by
     * this and the following calls, on the thread that trains, and by nobody else.
     *
     * @param experiment the run with everything in it
     */
    default void onStart(Experiment experiment) {}

    /**
     * Is called before the first step of a run that goes on from where it was stopped or killed.
     *
     * @param spec the run
     * @param done steps made before
     * @param history the evaluations made before
     */
    default void onResume(RunSpec spec, int done, List<Evaluation> history) {}

    /**
     * Is called after each step.
     *
     * @param spec the run
     * @param done steps made
     * @param losses of the step
     */
    default void onStep(RunSpec spec, int done, Losses losses) {}

    /**
     * Is called after each evaluation.
     *
     * @param spec the run
     * @param evaluation the new row
     */
    default void onEvaluation(RunSpec spec, Evaluation evaluation) {}

    /**
     * Is called when a run has ended.
     *
     * @param spec the run
     * @param result what came out
     */
    default void onEnd(RunSpec spec, RunResult result) {}

    /**
     * Is called instead when a run has failed by a mistake of the user's and others go on.
     *
     * @param spec the run
     * @param why what was wrong
     */
    default void onFailure(RunSpec spec, String why) {}
}
