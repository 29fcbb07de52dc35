package org.mpssl.train;

import java.util.List;

/**
 * How far a run is.
 *
 * @param done steps made
 * @param seconds they took
 * @param bestAccuracy the best validation accuracy so far, -1 before the first
 * @param bestStep the step it belongs to
 * @param history a row per evaluation
 * @param unsupervised the state of the loss of the unlabelled images
 */
record RunState(
        int done,
        double seconds,
        double bestAccuracy,
        int bestStep,
        List<Evaluation> history,
        List<Double> unsupervised) {

    static final RunState START = new RunState(0, 0, -1, 0, List.of(), List.of());

    /** Copies the lists. */
    RunState {
        history = List.copyOf(history);
        unsupervised = List.copyOf(unsupervised);
    }
}
