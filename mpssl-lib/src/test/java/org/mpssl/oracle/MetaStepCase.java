package org.mpssl.oracle;

import org.mpssl.loss.FeatureGap;
import org.mpssl.method.Classifier;
import org.mpssl.method.LatentMetaOptimisation;
import org.mpssl.method.MetaGradient;
import org.mpssl.method.MpSsl;
import org.mpssl.method.Synthesiser;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** MP-SSL: LMO, then the classifier. */
record MetaStepCase() implements OracleCase {

    @Override
    public String name() {
        return "step-mp-ssl";
    }

    @Override
    public Tensors inputs(Workspace workspace) {
        RandomStream random = Inputs.stream(name());
        Tensors inputs = StepCases.common(workspace, random);
        inputs.put("lambda", 3)
                .put("eta", 0.1)
                .put("gap-weight", 1)
                .put("phi-rate", 0.01)
                .put("xi-rate", 0.1)
                .put("validation", StepCases.images(random, StepCases.VALIDATION))
                .put("generator", TinyModels.generator(workspace, random));
        TinyModels.mapperAndConverter(workspace, random).all().forEach(inputs.all()::put);
        for (int t = 0; t < StepCases.STEPS; t++) {
            String draws = "draws/" + t + "/";
            inputs.put(
                            draws + "validation/index",
                            StepCases.batches("validation", StepCases.VALIDATION).at(t))
                    .put(draws + "meta-noise", TinyModels.noise(StepCases.stream("meta-noise", t)))
                    .put(draws + "meta-weak", StepCases.weak("meta-weak", t))
                    .put(draws + "meta-strong", StepCases.strong("meta-strong", t))
                    .put(draws + "noise", TinyModels.noise(StepCases.stream("noise", t)))
                    .put(draws + "weak", StepCases.weak("unlabelled-weak", t))
                    .put(draws + "strong", StepCases.strong("unlabelled-strong", t));
        }
        return inputs;
    }

    @Override
    public Tensors outputs(Tensors inputs, Workspace workspace) {
        Classifier classifier = StepCases.classifier(inputs, workspace);
        double lambda = inputs.number("lambda");
        MetaGradient metaGradient =
                new MetaGradient(
                        TinyModels.synthesiser(inputs, workspace, true),
                        TinyModels.NETWORK,
                        TinyModels.AUGMENTATION,
                        TinyModels.STREAMS,
                        TinyModels.SCR,
                        new MetaGradient.Objective(
                                lambda,
                                inputs.number("eta"),
                                true,
                                FeatureGap.MSE,
                                inputs.number("gap-weight")));
        LatentMetaOptimisation lmo =
                new LatentMetaOptimisation(
                        workspace,
                        metaGradient,
                        inputs.number("phi-rate"),
                        inputs.number("xi-rate"));
        try (Step step = workspace.step()) {
            step.copy(lmo.parameters(), TinyModels.w(inputs, workspace));
        }
        MpSsl method =
                new MpSsl(
                        workspace,
                        lmo,
                        StepCases.labelled(inputs),
                        StepCases.validation(inputs),
                        StepCases.classifierStep(classifier, TinyModels.SCR, lambda),
                        TinyModels.STREAMS,
                        false);
        workspace.seal();
        return StepCases.run(
                method,
                inputs,
                classifier,
                (t, out) -> {
                    String prefix = "state/step-" + t + "-";
                    Parameters w = lmo.parameters();
                    out.put(prefix + "phi", w.under(Synthesiser.PHI));
                    out.put(prefix + "xi", w.under(Synthesiser.XI));
                });
    }
}
