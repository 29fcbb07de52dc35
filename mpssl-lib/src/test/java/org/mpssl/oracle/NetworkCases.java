package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.nn.SmallBigGan;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The networks, forwards and backwards. */
final class NetworkCases {

    private NetworkCases() {}

    static List<OracleCase> all() {
        return List.of(new Classifiers(), new Generators());
    }

    /** Sum of an array times a constant of its shape: its gradients are vector products. */
    static NDArray dot(Step step, Tensors inputs, String seed, NDArray array) {
        return array.mul(inputs.array(step, seed)).sum();
    }

    private record Classifiers() implements OracleCase {

        private static final ResNet NETWORK = new ResNet(3, List.of(2, 1), 3, 4);
        private static final int N = 5;

        @Override
        public String name() {
            return "resnet";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            Parameters theta = NETWORK.initialWeights(workspace, random);
            Parameters statistics = NETWORK.initialStatistics(workspace);
            return new Tensors()
                    .put("theta", Inputs.uneven(workspace, theta, random))
                    .put("statistics", Inputs.uneven(workspace, statistics, random))
                    .put("images", Inputs.uniform(random, N * 3 * 15 * 18), new Shape(N, 3, 15, 18))
                    .put("labels", Inputs.classes(random, N, 4));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            Tensors out = new Tensors();
            Parameters theta = inputs.parameters(workspace, "theta");
            Parameters statistics = inputs.parameters(workspace, "statistics");
            pass(inputs, workspace, theta, Normalisation.batch(statistics), "batch", out);
            pass(inputs, workspace, theta, Normalisation.running(statistics), "running", out);
            out.put("state/untouched-statistics", statistics);
            pass(inputs, workspace, theta, Normalisation.updating(statistics), "updating", out);
            return out.put("state/updated-statistics", statistics);
        }

        private static void pass(
                Tensors inputs,
                Workspace workspace,
                Parameters weights,
                Normalisation normalisation,
                String mode,
                Tensors out) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                Parameters theta = step.leaves(weights);
                NDArray images = step.leaf(inputs.array(step, "images"));
                NDArray features = NETWORK.features(images, theta, normalisation);
                NDArray logits = NETWORK.head(features, theta);
                NDArray loss = CrossEntropy.mean(logits, inputs.indices(step, "labels"));
                out.put("value/" + mode + "-features", features);
                out.put("value/" + mode + "-logits", logits);
                out.put("loss/" + mode, loss);
                out.put("gradient/" + mode + "-theta", step.gradientsRetainingGraph(loss, theta));
                out.put("gradient/" + mode + "-images", step.gradient(loss, images));
            }
        }
    }

    private record Generators() implements OracleCase {

        private static final SmallBigGan NETWORK = new SmallBigGan(3, 2);
        private static final int N = 4;

        @Override
        public String name() {
            return "generator";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            Parameters weights = NETWORK.initialWeights(workspace, random);
            Parameters statistics = NETWORK.initialStatistics(workspace);
            Shape latents = new Shape(N, SmallBigGan.LATENT);
            return new Tensors()
                    .put("weights", Inputs.uneven(workspace, weights, random))
                    .put("statistics", Inputs.uneven(workspace, statistics, random))
                    .put("z", random.gaussians(N * SmallBigGan.LATENT), latents)
                    .put("labels", Inputs.uniform(random, N * 3), new Shape(N, 3))
                    .put("seed", random.gaussians(N * 1024), new Shape(N, 1, 32, 32));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            FrozenGenerator generator =
                    new FrozenGenerator(
                            NETWORK,
                            inputs.parameters(workspace, "weights"),
                            inputs.parameters(workspace, "statistics"),
                            workspace);
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                NDArray z = step.leaf(inputs.array(step, "z"));
                NDArray labels = step.leaf(inputs.array(step, "labels"));
                NDArray images = generator.generate(z, labels);
                NDArray product = dot(step, inputs, "seed", images);
                Tensors out = new Tensors().put("value/images", images);
                Parameters leaves =
                        Parameters.of(java.util.Map.of("z", z))
                                .and(Parameters.of(java.util.Map.of("labels", labels)));
                return out.put("gradient/latents-and-labels", step.gradients(product, leaves));
            }
        }
    }
}
