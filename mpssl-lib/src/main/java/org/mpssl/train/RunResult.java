package org.mpssl.train;

import java.util.List;
import java.util.Map;

/**
 * What came out of a run.
 *
 * @param spec the run
 * @param test accuracy on the test images of the weights with the best validation accuracy, 0 to 1;
 *     NaN if the run was stopped, which looks at no test image
 * @param last accuracy on the test images of the last step's weights, 0 to 1; NaN if the run was
 *     stopped
 * @param bestStep the step of the selected weights; of equal ones the latest; 0 if the run was
 *     stopped before its first evaluation
 * @param stopped whether the run was stopped before its last step
 * @param seconds of training and evaluation
 * @param history a row per evaluation
 * @param labelDistribution for MP-SSL, the foundation classes each target class is drawn from after
 *     the last step made, which need not be {@code bestStep}
 * @param provenance versions, device, threads, data and frozen models behind the numbers
 */
public record RunResult(
        RunSpec spec,
        double test,
        double last,
        int bestStep,
        boolean stopped,
        double seconds,
        List<Evaluation> history,
        List<List<Double>> labelDistribution,
        Map<String, String> provenance) {}
