package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.mpssl.tensor.Step;

/**
 * FixMatch (Sohn et al. 2020): the strong view is trained towards the class of the weak view where
 * that is confident, {@code mean over all N of [max q >= threshold] CE(argmax q, p)}.
 *
 * @param threshold the least confidence, .95 in the paper
 */
public record FixMatch(double threshold) implements UnsupervisedLoss {

    @Override
    public String name() {
        return "fixmatch";
    }

    @Override
    public boolean usesHead() {
        return true;
    }

    @Override
    public boolean trainsWeakView() {
        return false;
    }

    @Override
    public Value of(Step step, Outputs weak, Outputs strong, boolean moving) {
        PseudoLabels pseudo = PseudoLabels.of(weak.logits());
        boolean[] mask = pseudo.where((confidence, label) -> confidence >= threshold);
        NDArray weights = PseudoLabels.weights(step, mask);
        NDArray loss =
                CrossEntropy.perSample(strong.logits(), step.indices(pseudo.labels())).mul(weights);
        return new Value(loss.mean(), Map.of("mask", PseudoLabels.share(mask)));
    }
}
