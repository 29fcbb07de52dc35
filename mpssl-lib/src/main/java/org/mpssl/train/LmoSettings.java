package org.mpssl.train;

import java.util.List;
import org.mpssl.loss.FeatureGap;
import org.mpssl.method.MetaGradient;

/**
 * Latent meta-optimisation.
 *
 * @param lmo whether phi and xi are learned; otherwise MP-SSL draws random latents and random
 *     foundation classes
 * @param valLoss whether L_val is part of the objective
 * @param gapLoss the form of L_gap: {@code mse}, {@code mmd} or {@code none}
 * @param lambdaGap its weight
 * @param eta inner step size; 0 takes the classifier's learning rate of the step
 * @param reuseSynthetic whether theta is trained on the images of the LMO step
 * @param phiRate Adam's rate of the mapper
 * @param xiRate Adam's rate of the label converter
 */
public record LmoSettings(
        boolean lmo,
        boolean valLoss,
        String gapLoss,
        double lambdaGap,
        double eta,
        boolean reuseSynthetic,
        double phiRate,
        double xiRate) {

    private static final String NO_GAP = "none";

    void check(SpecCheck check) {
        check.oneOf("gapLoss", gapLoss, List.of("mse", "mmd", NO_GAP))
                .within("lambdaGap", lambdaGap, 0, 1000)
                .within("eta", eta, 0, 100)
                .within("phiRate", phiRate, 0, 10)
                .within("xiRate", xiRate, 0, 10);
    }

    /** Returns whether the gap loss moves anything. */
    boolean hasGap() {
        return !gapLoss.equals(NO_GAP) && lambdaGap > 0;
    }

    /** Makes the meta-objective, for a weight of the unsupervised loss. */
    MetaGradient.Objective objective(double lambda) {
        FeatureGap gap = hasGap() ? Words.value(FeatureGap.class, gapLoss) : null;
        return new MetaGradient.Objective(lambda, eta, valLoss, gap, lambdaGap);
    }
}
