package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.nn.BigGan;
import org.mpssl.nn.BigGanDeep;
import org.mpssl.nn.FrozenGenerator;
import org.mpssl.nn.GeneratorNetwork;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** BigGAN's generators, narrow ones, filled by a formula. */
final class BigGanCases {

    private static final int CLASSES = 5;
    private static final double EPSILON = 1e-4;
    private static final int PIXELS = 16;
    private static final int CHUNK = 3;

    private BigGanCases() {}

    static List<OracleCase> all() {
        return List.of(new Original(), new Deep());
    }

    /** A kind of generators: a tiny one, looked at closely, and narrow ones of published plans. */
    abstract static class Case implements OracleCase {

        abstract GeneratorNetwork tiny(Tensors inputs);

        abstract GeneratorNetwork published(Tensors inputs, int resolution);

        static Tensors common() {
            return new Tensors()
                    .put("width", 4)
                    .put("classes", CLASSES)
                    .put("epsilon", EPSILON)
                    .put("truncations", new double[] {1, 0.5}, new Shape(2))
                    .put("resolutions", new int[] {128, 256, 512});
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            Tensors out = new Tensors();
            GeneratorNetwork tiny = tiny(inputs);
            Parameters tensors = Formula.fill(tiny.layout(), workspace);
            for (double truncation : inputs.get("truncations").values()) {
                FrozenGenerator generator =
                        FrozenGenerator.of(tiny, tensors, truncation, name(), workspace);
                differentiate(generator, "tiny-" + truncation, workspace, out);
            }
            for (int resolution : inputs.integers("resolutions")) {
                GeneratorNetwork network = published(inputs, resolution);
                Parameters filled = Formula.fill(network.layout(), workspace);
                FrozenGenerator generator = FrozenGenerator.of(network, filled, name(), workspace);
                try (Step step = workspace.step();
                        GradientMode off = GradientMode.off()) {
                    NDArray images = image(step, generator, 1);
                    int stride = resolution / PIXELS;
                    NDIndex some = new NDIndex(":, :, ::{}, ::{}", stride, stride);
                    out.put("value/" + resolution, images.get(some));
                }
            }
            return out;
        }

        private static void differentiate(
                FrozenGenerator generator, String name, Workspace workspace, Tensors out) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                Map<String, NDArray> leaves = new LinkedHashMap<>();
                leaves.put("z", step.leaf(latents(step, generator, 2)));
                leaves.put("labels", step.leaf(labels(step, 2)));
                NDArray images = generator.generate(leaves.get("z"), leaves.get("labels"));
                out.put("value/" + name, images);
                Shape shape = images.getShape();
                NDArray seed = step.array(Formula.signed("seed", shape), shape);
                NDArray loss = images.mul(seed).sum();
                out.put("gradient/" + name, step.gradients(loss, Parameters.of(leaves)));
            }
        }
    }

    /** Generates images of the formula's latents and soft labels. */
    static NDArray image(Step step, FrozenGenerator generator, int n) {
        return generator.generate(latents(step, generator, n), labels(step, n));
    }

    private static NDArray latents(Step step, FrozenGenerator generator, int n) {
        Shape shape = new Shape(n, generator.latentSize());
        return step.array(Formula.standard("z", shape), shape);
    }

    private static NDArray labels(Step step, int n) {
        Shape shape = new Shape(n, CLASSES);
        NDArray positive = step.array(Formula.unit("labels", shape), shape);
        return positive.div(positive.sum(new int[] {1}, true));
    }

    /** The original one. */
    static final class Original extends Case {

        @Override
        public String name() {
            return "biggan";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            return common().put("embedding", 5)
                    .put("truncation-rows", 4)
                    .put("tiny/channels", new int[] {4, 2, 2, 1})
                    .put("tiny/attention", 1);
        }

        @Override
        BigGan tiny(Tensors inputs) {
            List<Integer> channels =
                    Arrays.stream(inputs.integers("tiny/channels")).boxed().toList();
            int attention = (int) inputs.number("tiny/attention");
            return network(inputs, new BigGan.Plan(3, channels, attention));
        }

        @Override
        BigGan published(Tensors inputs, int resolution) {
            return network(inputs, BigGan.Plan.of(resolution));
        }

        static BigGan network(Tensors inputs, BigGan.Plan plan) {
            return new BigGan(
                    plan,
                    (int) inputs.number("width"),
                    CHUNK * plan.channels().size(),
                    (int) inputs.number("embedding"),
                    (int) inputs.number("classes"),
                    inputs.number("epsilon"),
                    (int) inputs.number("truncation-rows"));
        }
    }

    /** BigGAN-deep. */
    static final class Deep extends Case {

        @Override
        public String name() {
            return "biggan-deep";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            int[] blocks = {0, 16, 16, 1, 16, 8, 1, 8, 4, 0, 4, 4, 0, 4, 2, 1, 2, 1};
            return common().put("latent", 6)
                    .put("truncation-rows", 5)
                    .put("tiny/blocks", blocks, new Shape(blocks.length / 3, 3))
                    .put("tiny/attention", 3);
        }

        @Override
        BigGanDeep tiny(Tensors inputs) {
            return tiny(inputs, (int) inputs.number("tiny/attention"));
        }

        static BigGanDeep tiny(Tensors inputs, int attention) {
            int[] table = inputs.integers("tiny/blocks");
            List<BigGanDeep.Block> blocks = new ArrayList<>();
            for (int i = 0; i < table.length; i += 3) {
                blocks.add(new BigGanDeep.Block(table[i] == 1, table[i + 1], table[i + 2]));
            }
            return network(inputs, new BigGanDeep.Plan(blocks, attention));
        }

        @Override
        BigGanDeep published(Tensors inputs, int resolution) {
            return network(inputs, BigGanDeep.Plan.of(resolution));
        }

        private static BigGanDeep network(Tensors inputs, BigGanDeep.Plan plan) {
            return new BigGanDeep(
                    plan,
                    (int) inputs.number("width"),
                    (int) inputs.number("latent"),
                    (int) inputs.number("classes"),
                    inputs.number("epsilon"),
                    (int) inputs.number("truncation-rows"));
        }
    }
}
