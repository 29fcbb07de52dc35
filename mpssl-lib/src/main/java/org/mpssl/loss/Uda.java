package org.mpssl.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.Step;

/**
 * UDA's consistency loss (Xie et al. 2020): {@code mean over all N of [max q > threshold] KL(q_T ||
 * p)}, where q is the weak view's prediction and {@code q_T = softmax(logits / temperature)} its
 * sharpened form.
 *
 * <p>As in the authors' code the logits are divided by the temperature, not the probabilities, and
 * the mask looks at the prediction before it is sharpened. Without training signal annealing, which
 * is off by default there.
 *
 * @param threshold the confidence that has to be exceeded, .8 in the authors' CIFAR settings
 * @param temperature of the sharpened target, .4 there
 */
public record Uda(double threshold, double temperature) implements UnsupervisedLoss {

    @Override
    public String name() {
        return "uda";
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
        boolean[] mask = pseudo.where((confidence, label) -> confidence > threshold);
        NDArray sharpened = Operations.times(weak.logits(), 1 / temperature);
        NDArray target = sharpened.softmax(1);
        NDArray divergence =
                target.mul(sharpened.logSoftmax(1).sub(strong.logits().logSoftmax(1)))
                        .sum(new int[] {1});
        NDArray loss = divergence.mul(PseudoLabels.weights(step, mask));
        return new Value(loss.mean(), Map.of("mask", PseudoLabels.share(mask)));
    }
}
