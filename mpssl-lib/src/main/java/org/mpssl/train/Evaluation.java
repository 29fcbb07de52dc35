package org.mpssl.train;

import java.util.Map;

/**
 * One row of a run's metrics.
 *
 * @param step steps made so far
 * @param rate the learning rate
 * @param accuracy on D_val, 0 to 1
 * @param losses means of the training losses since the last row, by name
 */
public record Evaluation(int step, double rate, double accuracy, Map<String, Double> losses) {}
