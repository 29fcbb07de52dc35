package org.mpssl.oracle;

import ai.djl.ndarray.types.Shape;
import org.mpssl.loss.FreeMatch;
import org.mpssl.method.Classifier;
import org.mpssl.method.FoundationLabels;
import org.mpssl.method.SemiSupervised;
import org.mpssl.method.Synthesis;
import org.mpssl.method.SyntheticPool;
import org.mpssl.nn.FoundationClassifier;
import org.mpssl.nn.Generator;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** P-SSL, with the images of naive gSSL's pool beside it. */
record PseudoStepCase() implements OracleCase {

    @Override
    public String name() {
        return "step-p-ssl";
    }

    @Override
    public Tensors inputs(Workspace workspace) {
        RandomStream random = Inputs.stream(name());
        Tensors inputs = StepCases.common(workspace, random);
        RandomStream pool = StepCases.stream("pool", 0);
        float[] z = pool.gaussians(StepCases.POOL * SmallBigGan.LATENT);
        RandomStream naive = StepCases.stream("pool", 0);
        naive.gaussians(StepCases.POOL * SmallBigGan.LATENT);
        inputs.put("lambda", 1)
                .put("decay", 0.125)
                .put("entropy-weight", 0.25)
                .put("generator", TinyModels.generator(workspace, random))
                .put("foundation", TinyModels.foundationClassifier(workspace, random))
                .put("draws/pool/z", z, new Shape(StepCases.POOL, SmallBigGan.LATENT))
                .put("draws/pool/index", Inputs.classes(pool, StepCases.POOL, StepCases.LABELLED))
                .put(
                        "draws/pool/naive-classes",
                        Inputs.classes(naive, StepCases.POOL, TinyModels.FOUNDATION));
        for (int t = 0; t < StepCases.STEPS; t++) {
            String draws = "draws/" + t + "/";
            inputs.put(
                            draws + "pool",
                            Inputs.classes(
                                    StepCases.stream("pool-batch", t),
                                    StepCases.BATCH,
                                    StepCases.POOL))
                    .put(draws + "weak", StepCases.weak("unlabelled-weak", t))
                    .put(draws + "strong", StepCases.strong("unlabelled-strong", t));
        }
        return inputs;
    }

    @Override
    public Tensors outputs(Tensors inputs, Workspace workspace) {
        Classifier classifier = StepCases.classifier(inputs, workspace);
        Generator generator = TinyModels.frozenGenerator(inputs, workspace);
        FoundationClassifier foundation =
                new FoundationClassifier(
                        TinyModels.FOUNDATION_NETWORK,
                        inputs.parameters(workspace, "foundation/theta"),
                        inputs.parameters(workspace, "foundation/statistics"));
        SyntheticPool pool =
                pool(
                        workspace,
                        generator,
                        FoundationLabels.pseudo(
                                foundation,
                                StepCases.imageSet(inputs, "labelled"),
                                StepCases.FORMAT));
        SyntheticPool naive =
                pool(workspace, generator, FoundationLabels.uniform(TinyModels.FOUNDATION));
        FreeMatch freeMatch =
                new FreeMatch(
                        TinyModels.CLASSES,
                        inputs.number("decay"),
                        inputs.number("entropy-weight"));
        SemiSupervised method =
                new SemiSupervised(
                        workspace,
                        StepCases.labelled(inputs),
                        pool,
                        StepCases.classifierStep(classifier, freeMatch, inputs.number("lambda")));
        workspace.seal();
        return StepCases.run(
                method,
                inputs,
                classifier,
                (t, out) -> {
                    double[] state = freeMatch.state();
                    out.put(
                            "state/step-%d-thresholds".formatted(t),
                            state,
                            new Shape(state.length));
                    if (t == 0) {
                        putImages(workspace, pool, naive, out);
                    }
                });
    }

    private static SyntheticPool pool(
            Workspace workspace, Generator generator, FoundationLabels labels) {
        Synthesis synthesis = new Synthesis(generator, labels, StepCases.BATCH, TinyModels.STREAMS);
        return SyntheticPool.of(workspace, synthesis, StepCases.POOL);
    }

    private static void putImages(
            Workspace workspace, SyntheticPool pool, SyntheticPool naive, Tensors out) {
        try (Step step = workspace.step()) {
            out.put("value/pseudo-images", pool.at(step, 0));
            out.put("value/naive-images", naive.at(step, 0));
        }
    }
}
