package org.mpssl.loss;

import ai.djl.ndarray.NDArray;

/**
 * What the classifier says of one view of a batch.
 *
 * @param features g(x) (N, d)
 * @param logits f(x) (N, K), or null for a loss that {@linkplain UnsupervisedLoss#usesHead does not
 *     use the head}
 */
public record Outputs(NDArray features, NDArray logits) {}
