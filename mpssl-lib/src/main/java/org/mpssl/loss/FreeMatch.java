package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
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
public final class FreeMatch implements UnsupervisedLoss {

    private static final double LOG_FLOOR = 1e-12;

    private final double decay;
    private final double entropyWeight;
    private FreeMatchState state;
    private double maskRate;

    /**
     * Starts with all state at 1/K.
     *
     * @param classes number of target classes K
     * @param decay of the moving averages, between 0 and 1
     * @param entropyWeight the weight of the fairness term beside the masked cross-entropy
     */
    public FreeMatch(int classes, double decay, double entropyWeight) {
        this.decay = decay;
        this.entropyWeight = entropyWeight;
        this.state = FreeMatchState.initial(classes);
    }

    @Override
    public String name() {
        return "freematch";
    }

    @Override
    public boolean usesHead() {
        return true;
    }

    @Override
    public boolean trainsWeakView() {
        return false;
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
        return of(step, new Outputs(null, weak), new Outputs(null, strong), true).loss();
    }

    @Override
    public Value of(Step step, Outputs weak, Outputs strong, boolean moving) {
        PseudoLabels pseudo = PseudoLabels.of(weak.logits());
        FreeMatchState now = state.towards(pseudo, decay);
        double[] thresholds = now.thresholds();
        boolean[] mask = pseudo.where((confidence, label) -> confidence >= thresholds[label]);
        double share = PseudoLabels.share(mask);
        if (moving) {
            state = now;
            maskRate = share;
        }
        NDArray masked =
                CrossEntropy.perSample(strong.logits(), step.indices(pseudo.labels()))
                        .mul(PseudoLabels.weights(step, mask));
        NDArray fairness = fairness(step, strong.logits(), mask, now);
        NDArray loss = masked.mean();
        step.record("loss/freematch-cross-entropy", loss);
        if (fairness != null) {
            step.record("loss/freematch-fairness", fairness);
            loss = loss.add(Operations.times(fairness, entropyWeight));
        }
        return new Value(loss, Map.of("mask", share));
    }

    /**
     * The fairness term {@code sum_c A_c log(B_c)} over masked samples, minimised as written; null
     * when no sample passes.
     */
    private static NDArray fairness(Step step, NDArray strong, boolean[] mask, FreeMatchState now) {
        int[] kept = IntStream.range(0, mask.length).filter(i -> mask[i]).toArray();
        if (kept.length == 0) {
            return null;
        }
        int classes = now.classes();
        NDArray p = strong.softmax(1);
        long[] predicted = Operations.constant(p).argMax(1).toLongArray();
        double[] inverse = new double[classes];
        double[] keptWeights = new double[mask.length];
        for (int i : kept) {
            inverse[(int) predicted[i]] += 1.0 / kept.length;
            keptWeights[i] = 1.0 / kept.length;
        }
        for (int c = 0; c < classes; c++) {
            inverse[c] = inverse[c] == 0 ? 0 : 1 / inverse[c];
        }
        NDArray mean = p.mul(step.array(keptWeights, new Shape(mask.length, 1))).sum(new int[] {0});
        NDArray ratio = mean.mul(step.array(inverse, new Shape(classes)));
        NDArray share = ratio.div(ratio.sum());
        NDArray target = step.array(now.fairTarget(), new Shape(classes));
        return share.add(LOG_FLOOR).log().mul(target).sum();
    }

    /** Returns the class thresholds {@code tau p~(c) / max p~}. */
    public double[] thresholds() {
        return state.thresholds();
    }

    /** Returns the share of samples above their threshold in the last batch. */
    public double maskRate() {
        return maskRate;
    }

    /**
     * Returns the global confidence tau, the class means p~ and the histogram h~, for checkpoints.
     */
    @Override
    public double[] state() {
        return state.toArray();
    }

    @Override
    public void restore(double[] row) {
        if (row.length != state.toArray().length) {
            throw new IllegalArgumentException(
                    "FreeMatch's state has %d numbers, not %d"
                            .formatted(state.toArray().length, row.length));
        }
        state = FreeMatchState.of(row);
    }
}
