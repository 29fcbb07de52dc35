package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Step;

/**
 * The classes that predictions point to, read back from the device once: masks and states are
 * computed in Java's doubles.
 *
 * @param probabilities row by row, N x K
 * @param labels the most probable class of each row; of equal ones the first
 * @param confidence its probability
 */
// Numbers in bulk, passed on and never compared.
@SuppressWarnings("ArrayRecordComponent")
record PseudoLabels(double[] probabilities, int[] labels, double[] confidence) {

    /** Decides whether a row counts. */
    interface Condition {
        boolean holds(double confidence, int label);
    }

    /** Reads the softmax of logits (N, K), as a constant. */
    static PseudoLabels of(NDArray logits) {
        NDArray softmax = Operations.constant(logits).softmax(1);
        double[] flat = softmax.toType(DataType.FLOAT64, false).toDoubleArray();
        int n = (int) logits.getShape().get(0);
        int classes = (int) logits.getShape().get(1);
        int[] labels = new int[n];
        double[] confidence = new double[n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < classes; c++) {
                if (flat[i * classes + c] > confidence[i]) {
                    confidence[i] = flat[i * classes + c];
                    labels[i] = c;
                }
            }
        }
        return new PseudoLabels(flat, labels, confidence);
    }

    int size() {
        return labels.length;
    }

    boolean[] where(Condition condition) {
        boolean[] mask = new boolean[size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = condition.holds(confidence[i], labels[i]);
        }
        return mask;
    }

    /** Ones and zeros (N). */
    static NDArray weights(Step step, boolean[] mask) {
        double[] weights = new double[mask.length];
        for (int i = 0; i < mask.length; i++) {
            weights[i] = mask[i] ? 1 : 0;
        }
        NDArray array = step.array(weights, new Shape(mask.length));
        step.record("mask", array);
        return array;
    }

    /** The share of rows that count. */
    static double share(boolean[] mask) {
        int count = 0;
        for (boolean counts : mask) {
            count += counts ? 1 : 0;
        }
        return count / (double) mask.length;
    }
}
