package org.mpssl.train;

import java.util.List;

/** Which settings make no sense together, and why. */
final class SpecRules {

    private SpecRules() {}

    static void check(
            SpecCheck check,
            String method,
            DataSettings data,
            ClassifierSettings classifier,
            TrainingSettings training,
            ViewSettings views,
            UnsupervisedSettings unsupervised,
            SynthesisSettings synthesis,
            LmoSettings meta) {
        check.that(
                data.channels() == 3 || !classifier.isStandardised(),
                "standardise is 'imagenet', which needs channels 3, not 1");
        check.throwIfAny();
        check.classifierFits(classifier, data, training.batchSize());
        start(check, data, classifier);
        check.that(
                !views.policy().equals("kornia")
                        || (views.magnitude() > 0 && views.magnitude() < 30),
                "magnitude is %s; the policy kornia has magnitudes between 0 and 30, both excluded"
                        .formatted(SpecCheck.text(views.magnitude())));
        check.that(
                views.weak().equals("resized-crop") || views.shift() < data.imageSize(),
                "shift is %d, which leaves nothing of images of %d pixels: it has to be smaller"
                        .formatted(views.shift(), data.imageSize()));
        check.that(
                views.strongOperations() > 0
                        || !List.of("kornia", "fixmatch", "cubuk").contains(views.policy()),
                "strongOperations is 0; the policy %s needs at least 1".formatted(views.policy()));
        if (!method.equals(Methods.MP_SSL)) {
            unused(check, meta, synthesis, "the method %s has no LMO".formatted(method));
            check.that(
                    meta.lmo(),
                    "lmo is false, but the method %s has no LMO: leave it true".formatted(method));
            return;
        }
        if (meta.lmo()) {
            check.that(
                    unsupervised.mu() == 1,
                    "mu is %d, but LMO makes one synthetic image for the label of each labelled one: allowed is 1"
                            .formatted(unsupervised.mu()));
            objective(check, unsupervised, synthesis, meta);
        } else {
            unused(check, meta, synthesis, "lmo is false");
        }
    }

    private static void start(SpecCheck check, DataSettings data, ClassifierSettings classifier) {
        if (!classifier.init().equals("foundation")) {
            return;
        }
        check.that(
                classifier.isFoundation() && data.channels() == 1,
                "init is 'foundation', whose classifier has basic blocks %s, the small stem and width %d for 1 channel; not %s blocks %s, the %s stem and width %d for %d"
                        .formatted(
                                FrozenModels.CLASSIFIER_BLOCKS,
                                FrozenModels.CLASSIFIER_WIDTH,
                                classifier.block(),
                                classifier.blocks(),
                                classifier.stem(),
                                classifier.width(),
                                data.channels()));
    }

    private static void objective(
            SpecCheck check,
            UnsupervisedSettings unsupervised,
            SynthesisSettings synthesis,
            LmoSettings meta) {
        check.that(
                meta.valLoss() || meta.hasGap(),
                "valLoss is false and there is no gap loss, so LMO has no objective: keep one of them, or set lmo to false");
        check.that(
                synthesis.isLearnable(),
                "mapper is none and labelConverter is random, so LMO has nothing to learn: keep one of them, or set lmo to false");
        check.that(
                !meta.valLoss() || unsupervised.lambda() > 0,
                "lambda is 0: then theta' does not depend on the synthetic images, and L_val has no gradient: set valLoss to false, or lmo if there is no gap loss either");
    }

    /**
     * Options of LMO where there is no LMO: to change them would only look as if it did something.
     */
    private static void unused(
            SpecCheck check, LmoSettings meta, SynthesisSettings synthesis, String why) {
        String sentence = "%s has no effect, since " + why + ": leave it %s";
        check.that(meta.valLoss(), sentence.formatted("valLoss", "true"));
        check.that(meta.gapLoss().equals("mse"), sentence.formatted("gapLoss", "mse"));
        check.that(!meta.reuseSynthetic(), sentence.formatted("reuseSynthetic", "false"));
        check.that(
                synthesis.mapper().equals("conditional"),
                sentence.formatted("mapper", "conditional"));
        check.that(
                synthesis.labelConverter().equals("hard-gumbel"),
                sentence.formatted("labelConverter", "hard-gumbel"));
    }
}
