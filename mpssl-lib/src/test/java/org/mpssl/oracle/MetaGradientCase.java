package org.mpssl.oracle;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.loss.FeatureGap;
import org.mpssl.method.Batch;
import org.mpssl.method.MetaGradient;
import org.mpssl.method.Noise;
import org.mpssl.method.Synthesiser;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The whole meta-gradient: hard and soft labels, with the gap loss and without. */
record MetaGradientCase() implements OracleCase {

    @Override
    public String name() {
        return "meta-gradient";
    }

    @Override
    public Tensors inputs(Workspace workspace) {
        RandomStream random = Inputs.stream(name());
        int pixels = TinyModels.BATCH * 32 * 32;
        Shape images = new Shape(TinyModels.BATCH, 1, 32, 32);
        Tensors inputs = new Tensors().put("lambda", 3).put("eta", 0.1);
        for (String batch : List.of("labelled", "validation")) {
            inputs.put(batch + "/images", Inputs.uniform(random, pixels), images)
                    .put(
                            batch + "/labels",
                            Inputs.classes(random, TinyModels.BATCH, TinyModels.CLASSES));
        }
        inputs.put("classifier", TinyModels.classifier(workspace, random))
                .put("generator", TinyModels.generator(workspace, random));
        TinyModels.mapperAndConverter(workspace, random).all().forEach(inputs.all()::put);
        return inputs.put("draws", draws());
    }

    private static Tensors draws() {
        RandomStream weak = TinyModels.STREAMS.at("meta-weak", 0);
        RandomStream strong = TinyModels.STREAMS.at("meta-strong", 0);
        int n = TinyModels.BATCH;
        return new Tensors()
                .put("noise", TinyModels.noise(TinyModels.STREAMS.at("meta-noise", 0)))
                .put("weak", Inputs.weakView(TinyModels.WEAK, weak, n))
                .put("strong", Inputs.strongView(TinyModels.WEAK, TinyModels.STRONG, strong, n));
    }

    @Override
    public Tensors outputs(Tensors inputs, Workspace workspace) {
        Parameters theta = inputs.parameters(workspace, "classifier/theta");
        Parameters statistics = inputs.parameters(workspace, "classifier/statistics");
        Parameters w = TinyModels.w(inputs, workspace);
        Tensors out = new Tensors();
        for (boolean hard : new boolean[] {true, false}) {
            Synthesiser synthesiser = TinyModels.synthesiser(inputs, workspace, hard);
            for (int gapWeight : new int[] {1, 0}) {
                String variant = (hard ? "hard" : "soft") + "-gap-" + gapWeight;
                MetaGradient.Objective objective =
                        new MetaGradient.Objective(
                                inputs.number("lambda"),
                                inputs.number("eta"),
                                true,
                                gapWeight == 0 ? null : FeatureGap.MSE,
                                gapWeight);
                MetaGradient metaGradient =
                        new MetaGradient(
                                synthesiser,
                                TinyModels.NETWORK,
                                TinyModels.AUGMENTATION,
                                TinyModels.STREAMS,
                                TinyModels.SCR,
                                objective);
                try (Step step = workspace.step()) {
                    MetaGradient.Point point = point(step, inputs, theta, statistics);
                    put(out, variant, metaGradient.at(step, point, w));
                }
            }
        }
        return out.put("state/untouched-statistics", statistics);
    }

    private static MetaGradient.Point point(
            Step step, Tensors inputs, Parameters theta, Parameters statistics) {
        Noise noise =
                new Noise(
                        inputs.array(step, "draws/noise/z"),
                        inputs.array(step, "draws/noise/gumbel"));
        return new MetaGradient.Point(
                theta,
                statistics,
                batch(step, inputs, "labelled"),
                batch(step, inputs, "validation"),
                noise,
                0,
                0);
    }

    private static Batch batch(Step step, Tensors inputs, String name) {
        return new Batch(
                inputs.array(step, name + "/images"), inputs.indices(step, name + "/labels"));
    }

    private static void put(Tensors out, String variant, MetaGradient.Result result) {
        result.losses()
                .values()
                .forEach((name, value) -> out.put("loss/%s-%s".formatted(variant, name), value));
        Parameters gradients = result.gradients();
        out.put("gradient/" + variant + "-phi", gradients.under(Synthesiser.PHI));
        out.put("gradient/" + variant + "-xi", gradients.under(Synthesiser.XI));
    }
}
