package org.mpssl.train;

import java.util.List;
import org.mpssl.loss.FeatureConsistency;
import org.mpssl.loss.FeatureDistance;
import org.mpssl.loss.FixMatch;
import org.mpssl.loss.FreeMatch;
import org.mpssl.loss.Uda;
import org.mpssl.loss.UnsupervisedLoss;

/**
 * The loss of the unlabelled images.
 *
 * @param unsupervisedLoss {@code freematch}, {@code fixmatch}, {@code uda}, or a distance of
 *     features: {@code cosine} (SCR), {@code l1}, {@code l2}, {@code smooth-l1}
 * @param lambda its weight
 * @param mu unlabelled images per labelled one
 * @param detachWeakView of a distance: whether the weak view is a constant target
 * @param threshold the confidence of FixMatch and UDA
 * @param temperature UDA's, of its sharpened targets
 * @param emaDecay decay of FreeMatch's moving averages
 * @param lambdaEntropy weight of FreeMatch's fairness term, beside lambda and not times it; with
 *     lambda 0 there is neither
 */
public record UnsupervisedSettings(
        String unsupervisedLoss,
        double lambda,
        int mu,
        boolean detachWeakView,
        double threshold,
        double temperature,
        double emaDecay,
        double lambdaEntropy) {

    static final String SCR = "cosine";
    static final String FREEMATCH = "freematch";
    static final String UDA = "uda";
    static final List<String> LOSSES =
            List.of(FREEMATCH, "fixmatch", UDA, SCR, "l1", "l2", "smooth-l1");

    void check(SpecCheck check) {
        check.oneOf("unsupervisedLoss", unsupervisedLoss, LOSSES)
                .within("lambda", lambda, 0, 1000)
                .within("mu", mu, 1, 64)
                .within("threshold", threshold, 0, 1)
                .above("temperature", temperature, 0, 100)
                .within("emaDecay", emaDecay, 0, 0.999999)
                .within("lambdaEntropy", lambdaEntropy, 0, 100)
                .that(
                        !detachWeakView || isDistance(),
                        "detachWeakView is true, but %s never sends a gradient through the weak view: leave it false"
                                .formatted(unsupervisedLoss));
    }

    /** L + lambda L_u + lambda_e L_e: whoever adds the loss to L multiplies all of it by lambda. */
    private double fairnessWeight() {
        return lambda == 0 ? 0 : lambdaEntropy / lambda;
    }

    private boolean isDistance() {
        return Words.all(FeatureDistance.class).contains(unsupervisedLoss);
    }

    /**
     * Makes the loss, with its state at the start.
     *
     * @param classes K
     * @return the loss
     */
    UnsupervisedLoss loss(int classes) {
        return switch (unsupervisedLoss) {
            case FREEMATCH -> new FreeMatch(classes, emaDecay, fairnessWeight());
            case "fixmatch" -> new FixMatch(threshold);
            case UDA -> new Uda(threshold, temperature);
            default ->
                    new FeatureConsistency(
                            Words.value(FeatureDistance.class, unsupervisedLoss), detachWeakView);
        };
    }
}
