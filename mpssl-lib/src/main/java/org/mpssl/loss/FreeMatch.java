package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Step;

/**
 * FreeMatch (Wang et al. 2023): pseudo-labels above self-adaptive class thresholds, and a fairness
 * term.
 *
 * <p>Its state (a global confidence tau, class means p~ and a histogram h~, all starting at 1/K) is
 * updated from the weak predictions of a step before that step's mask is taken.
 */
public final class FreeMatch {

    private static final double LOG_FLOOR = 1e-12;

    private final double decay;
    private final double entropyWeight;
    private final double[] meanProbability;
    private final double[] histogram;
    private double threshold;
    private double maskRate;

    /**
     * Starts with all state at 1/K.
     *
     * @param classes number of target classes K
     * @param decay of the moving averages, between 0 and 1
     * @param entropyWeight the weight lambda_e of the fairness term
     */
    public FreeMatch(int classes, double decay, double entropyWeight) {
        this.decay = decay;
        this.entropyWeight = entropyWeight;
        this.meanProbability = new double[classes];
        this.histogram = new double[classes];
        Arrays.fill(meanProbability, 1.0 / classes);
        Arrays.fill(histogram, 1.0 / classes);
        this.threshold = 1.0 / classes;
    }

    /**
     * Updates the state and returns the loss of a batch.
     *
     * @param step the current scope
     * @param weak logits of the weak views (N, K); no gradient flows through them
     * @param strong logits of the strong views (N, K)
     * @return the masked cross-entropy, averaged over all N, plus the weighted fairness term
     */
    public NDArray loss(Step step, NDArray weak, NDArray strong) {
        NDArray probabilities = Operations.constant(weak.softmax(1));
        int classes = histogram.length;
        double[] flat = probabilities.toType(DataType.FLOAT64, false).toDoubleArray();
        int n = flat.length / classes;
        int[] pseudo = new int[n];
        double[] confidence = new double[n];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < classes; c++) {
                if (flat[i * classes + c] > confidence[i]) {
                    confidence[i] = flat[i * classes + c];
                    pseudo[i] = c;
                }
            }
        }
        update(flat, confidence, pseudo);
        boolean[] mask = mask(confidence, pseudo);

        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = mask[i] ? 1 : 0;
        }
        maskRate = Arrays.stream(weights).average().orElse(0);
        NDArray labels = step.indices(pseudo);
        NDArray masked =
                CrossEntropy.perSample(strong, labels).mul(step.array(weights, new Shape(n)));
        NDArray fairness = fairness(step, strong, mask);
        NDArray loss = masked.mean();
        return fairness == null ? loss : loss.add(Operations.times(fairness, entropyWeight));
    }

    private void update(double[] probabilities, double[] confidence, int[] pseudo) {
        int n = pseudo.length;
        int classes = histogram.length;
        double[] mean = new double[classes];
        double[] counts = new double[classes];
        for (int i = 0; i < n; i++) {
            counts[pseudo[i]] += 1.0 / n;
            for (int c = 0; c < classes; c++) {
                mean[c] += probabilities[i * classes + c] / n;
            }
        }
        threshold = decay * threshold + (1 - decay) * Arrays.stream(confidence).average().orElse(0);
        for (int c = 0; c < classes; c++) {
            meanProbability[c] = decay * meanProbability[c] + (1 - decay) * mean[c];
            histogram[c] = decay * histogram[c] + (1 - decay) * counts[c];
        }
    }

    private boolean[] mask(double[] confidence, int[] pseudo) {
        double[] thresholds = thresholds();
        boolean[] mask = new boolean[pseudo.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = confidence[i] >= thresholds[pseudo[i]];
        }
        return mask;
    }

    /**
     * The fairness term {@code sum_c A_c log(B_c)} over masked samples, minimised as written; null
     * when no sample passes.
     */
    private NDArray fairness(Step step, NDArray strong, boolean[] mask) {
        int[] kept = IntStream.range(0, mask.length).filter(i -> mask[i]).toArray();
        if (kept.length == 0) {
            return null;
        }
        int classes = histogram.length;
        NDArray p = strong.softmax(1);
        long[] predicted = Operations.constant(p).argMax(1).toLongArray();
        double[] inverse = new double[classes];
        for (int i : kept) {
            inverse[(int) predicted[i]] += 1.0 / kept.length;
        }
        double[] keptWeights = new double[mask.length];
        for (int i : kept) {
            keptWeights[i] = 1.0 / kept.length;
        }
        for (int c = 0; c < classes; c++) {
            inverse[c] = inverse[c] == 0 ? 0 : 1 / inverse[c];
        }
        double[] target = new double[classes];
        for (int c = 0; c < classes; c++) {
            target[c] = histogram[c] == 0 ? 0 : meanProbability[c] / histogram[c];
        }
        double total = Arrays.stream(target).sum();
        NDArray mean = p.mul(step.array(keptWeights, new Shape(mask.length, 1))).sum(new int[] {0});
        NDArray ratio = mean.mul(row(step, inverse, 1));
        NDArray share = ratio.div(ratio.sum());
        return share.add(LOG_FLOOR).log().mul(row(step, target, total)).sum();
    }

    private static NDArray row(Step step, double[] values, double divisor) {
        double[] scaled = Arrays.stream(values).map(v -> v / divisor).toArray();
        return step.array(scaled, new Shape(values.length));
    }

    /** Returns the class thresholds {@code tau p~(c) / max p~}. */
    public double[] thresholds() {
        double most = Arrays.stream(meanProbability).max().orElse(1);
        return Arrays.stream(meanProbability).map(p -> threshold * p / most).toArray();
    }

    /** Returns the share of samples above their threshold in the last batch. */
    public double maskRate() {
        return maskRate;
    }

    /**
     * Returns the global confidence tau, the class means p~ and the histogram h~, for checkpoints.
     */
    public double[] state() {
        double[] state = new double[1 + 2 * histogram.length];
        state[0] = threshold;
        System.arraycopy(meanProbability, 0, state, 1, histogram.length);
        System.arraycopy(histogram, 0, state, 1 + histogram.length, histogram.length);
        return state;
    }
}
