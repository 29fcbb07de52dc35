package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.nn.Normalisation;
import org.mpssl.nn.ResNet;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** torchvision's residual networks, filled by a formula. */
final class TorchvisionCases {

    private static final int CLASSES = 20;

    private TorchvisionCases() {}

    static List<OracleCase> all() {
        return List.of(new Published(18), new Published(50), new Published(101), new Bottleneck());
    }

    /** Returns the published networks alone. */
    static List<OracleCase> published() {
        return all().subList(0, 3);
    }

    private record Model(ResNet network, Parameters theta, Parameters statistics) {

        static Model of(ResNet network, Workspace workspace) {
            Parameters all = Formula.fill(network.layout(), workspace);
            return new Model(
                    network,
                    all.where(name -> !name.contains(".running_")),
                    all.where(name -> name.contains(".running_")));
        }
    }

    private static NDArray images(Step step, String name, Shape shape) {
        return step.array(Formula.unit(name, shape), shape);
    }

    /** The inner product with numbers of the formula. */
    private static NDArray product(Step step, NDArray array, String name) {
        Shape shape = array.getShape();
        return step.array(Formula.signed(name, shape), shape).mul(array).sum();
    }

    /** A published network on images of several sizes. */
    private record Published(int depth) implements OracleCase {

        @Override
        public String name() {
            return "torchvision-resnet" + depth;
        }

        /** Sizes are pairs: how many images of how many pixels on each side. */
        @Override
        public Tensors inputs(Workspace workspace) {
            return new Tensors()
                    .put("depth", depth)
                    .put("classes", CLASSES)
                    .put("running", new int[] {2, 32, 2, 33, 1, 224}, new Shape(3, 2))
                    .put("batch", new int[] {2, 33, 2, 64}, new Shape(2, 2))
                    .put("differentiated", 33);
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            ResNet network =
                    switch (depth) {
                        case 18 -> ResNet.resNet18(CLASSES);
                        case 50 -> ResNet.resNet50(CLASSES);
                        default -> ResNet.resNet101(CLASSES);
                    };
            Model model = Model.of(network, workspace);
            Tensors out = new Tensors();
            passes(
                    inputs,
                    model,
                    Normalisation.running(model.statistics),
                    "running",
                    out,
                    workspace);
            passes(inputs, model, Normalisation.batch(model.statistics), "batch", out, workspace);
            return out;
        }

        private static void passes(
                Tensors inputs,
                Model model,
                Normalisation normalisation,
                String mode,
                Tensors out,
                Workspace workspace) {
            int[] sizes = inputs.integers(mode);
            for (int i = 0; i < sizes.length; i += 2) {
                int side = sizes[i + 1];
                boolean differentiated = side == (int) inputs.number("differentiated");
                try (Step step = workspace.step();
                        GradientMode recording =
                                differentiated ? GradientMode.on() : GradientMode.off()) {
                    Shape shape = new Shape(sizes[i], 3, side, side);
                    NDArray x = step.leaf(images(step, "images-" + side, shape));
                    Parameters theta = step.leaves(model.theta);
                    NDArray features = model.network.features(x, theta, normalisation);
                    NDArray logits = model.network.head(features, theta);
                    String name = mode + "-" + side;
                    out.put("value/" + name + "-features", features);
                    out.put("value/" + name + "-logits", logits);
                    if (differentiated) {
                        Parameters all = Parameters.of(Map.of("images", x)).and(theta);
                        NDArray loss = product(step, logits, "seed");
                        Parameters found = step.gradients(loss, all);
                        out.put("gradient/" + name + "-images", found.get("images"));
                        double[] dots = products(step, found.where(n -> !n.equals("images")));
                        Shape many = new Shape(dots.length);
                        out.put("gradient/" + name + "-theta", dots, many);
                    }
                }
            }
        }

        private static double[] products(Step step, Parameters gradients) {
            Map<String, NDArray> sorted = new TreeMap<>();
            gradients.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            return sorted.entrySet().stream()
                    .map(entry -> product(step, entry.getValue(), entry.getKey() + "/seed"))
                    .mapToDouble(dot -> dot.toType(DataType.FLOAT64, false).getDouble())
                    .toArray();
        }
    }

    /** Bottlenecks, differentiated once by everything and twice by the images. */
    private record Bottleneck() implements OracleCase {

        @Override
        public String name() {
            return "bottleneck";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            return new Tensors()
                    .put("images", new int[] {3, 21, 18})
                    .put("blocks", new int[] {2, 1})
                    .put("width", 3)
                    .put("classes", 4);
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            ResNet network =
                    new ResNet(
                            3,
                            ResNet.Block.BOTTLENECK,
                            ResNet.Stem.IMAGENET,
                            Arrays.stream(inputs.integers("blocks")).boxed().toList(),
                            (int) inputs.number("width"),
                            (int) inputs.number("classes"));
            Model model = Model.of(network, workspace);
            int[] size = inputs.integers("images");
            Shape shape = new Shape(size[0], 3, size[1], size[2]);
            int[] labels = new int[size[0]];
            Arrays.setAll(labels, i -> i % network.classes());
            Tensors out = new Tensors();
            Normalisation running = Normalisation.running(model.statistics);
            pass(workspace, model, shape, labels, running, "running", out);
            Normalisation updating = Normalisation.updating(model.statistics);
            pass(workspace, model, shape, labels, updating, "updating", out);
            out.put("state/statistics", model.statistics);
            second(workspace, model, shape, out);
            return out;
        }

        private static void pass(
                Workspace workspace,
                Model model,
                Shape shape,
                int[] labels,
                Normalisation normalisation,
                String mode,
                Tensors out) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                Parameters theta = step.leaves(model.theta);
                NDArray x = step.leaf(images(step, "images", shape));
                NDArray features = model.network.features(x, theta, normalisation);
                NDArray logits = model.network.head(features, theta);
                NDArray loss = CrossEntropy.mean(logits, step.indices(labels));
                out.put("value/" + mode + "-features", features);
                out.put("value/" + mode + "-logits", logits);
                out.put("loss/" + mode, loss);
                out.put("gradient/" + mode + "-theta", step.gradientsRetainingGraph(loss, theta));
                out.put("gradient/" + mode + "-images", step.gradient(loss, x));
            }
        }

        /** The gradient by the images of a product with the gradient by psi. */
        private static void second(Workspace workspace, Model model, Shape shape, Tensors out) {
            Normalisation batch = Normalisation.batch(model.statistics);
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                Parameters psi = step.leaves(model.network.extractor(model.theta));
                NDArray x = step.leaf(images(step, "images", shape));
                NDArray features = model.network.features(x, psi, batch);
                NDArray square = product(step, features.square(), "seed");
                Parameters inner = step.differentiableGradients(square, psi);
                Map<String, NDArray> directions = new LinkedHashMap<>();
                inner.forEach(
                        entry -> {
                            Shape s = entry.getValue().getShape();
                            String name = entry.getKey();
                            float[] values = Formula.signed(name + "/direction", s);
                            directions.put(name, step.array(values, s));
                        });
                NDArray found = step.vectorJacobian(inner, Parameters.of(directions), x);
                out.put("gradient/second-order-images", found);
            }
        }
    }
}
