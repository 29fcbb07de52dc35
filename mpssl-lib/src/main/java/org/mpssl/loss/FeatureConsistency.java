package org.mpssl.loss;

import java.util.Map;
import org.mpssl.tensor.Step;

/**
 * Consistency of the features of a weak and a strong view: with the cosine distance it is the
 * paper's SCR (equation 13), with others its ablations. The head is not trained by it.
 *
 * @param distance how features are compared
 * @param detachWeakView whether the weak view is a target that theta is not trained through; in the
 *     paper gradients flow through both views
 */
public record FeatureConsistency(FeatureDistance distance, boolean detachWeakView)
        implements UnsupervisedLoss {

    @Override
    public String name() {
        return distance.metric();
    }

    @Override
    public boolean usesHead() {
        return false;
    }

    @Override
    public boolean trainsWeakView() {
        return !detachWeakView;
    }

    @Override
    public Value of(Step step, Outputs weak, Outputs strong, boolean moving) {
        return new Value(distance.mean(weak.features(), strong.features()), Map.of());
    }
}
