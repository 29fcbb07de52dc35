package org.mpssl.oracle;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.loss.FixMatch;
import org.mpssl.loss.FreeMatch;
import org.mpssl.loss.Outputs;
import org.mpssl.loss.Uda;
import org.mpssl.loss.UnsupervisedLoss;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The losses of pseudo-labels: masks, terms, gradients, and FreeMatch's state. */
final class PseudoLabelCases {

    private PseudoLabelCases() {}

    static List<OracleCase> all() {
        return List.of(new FreeMatchSequence(), new FixedThresholds());
    }

    /** What a loss shows of itself in a step, and the gradient of the strong view's logits. */
    private static Map<String, double[]> seen(
            UnsupervisedLoss loss, Tensors inputs, int batch, DataType type) {
        Map<String, double[]> seen = new HashMap<>();
        try (Workspace workspace =
                        Workspace.open(
                                Device.cpu(), type, (name, array) -> seen.put(name, of(array)));
                Step step = workspace.step();
                GradientMode on = GradientMode.on()) {
            NDArray weak = step.leaf(inputs.array(step, "weak").get(batch));
            NDArray strong = step.leaf(inputs.array(step, "strong").get(batch));
            NDArray value =
                    loss.of(step, new Outputs(null, weak), new Outputs(null, strong), true).loss();
            seen.put("loss", of(value));
            seen.put("gradient", of(step.gradient(value, strong)));
        }
        return seen;
    }

    private static double[] of(NDArray array) {
        return array.toType(DataType.FLOAT64, false).toDoubleArray();
    }

    /** Puts numbers of each batch together. */
    private static Tensors stacked(Map<String, List<double[]>> batches, Map<String, Shape> shapes) {
        Tensors out = new Tensors();
        batches.forEach(
                (name, rows) -> {
                    double[] all = rows.stream().flatMapToDouble(Arrays::stream).toArray();
                    out.put(name, all, new Shape(rows.size()).addAll(shapes.get(name)));
                });
        return out;
    }

    private record FreeMatchSequence() implements OracleCase {

        private static final int BATCHES = 50;
        private static final int N = 9;
        private static final int CLASSES = 5;

        @Override
        public String name() {
            return "freematch";
        }

        /** From sure to unsure predictions; in one batch nothing is above its threshold. */
        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            int size = BATCHES * N * CLASSES;
            float[] weak = random.gaussians(size);
            for (int i = 0; i < size; i++) {
                int batch = i / (N * CLASSES);
                weak[i] *= batch == 12 ? 0.001f : 0.5f + batch % 5;
            }
            Shape shape = new Shape(BATCHES, N, CLASSES);
            return new Tensors()
                    .put("decay", 0.9375)
                    .put("entropy-weight", 0.25)
                    .put("weak", weak, shape)
                    .put("strong", random.gaussians(size), shape);
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            FreeMatch freeMatch =
                    new FreeMatch(CLASSES, inputs.number("decay"), inputs.number("entropy-weight"));
            Map<String, Shape> shapes = new LinkedHashMap<>();
            shapes.put("loss/freematch", new Shape());
            shapes.put("loss/cross-entropy", new Shape());
            shapes.put("loss/fairness", new Shape());
            shapes.put("value/mask", new Shape(N));
            shapes.put("state/thresholds", new Shape(1 + 2 * CLASSES));
            shapes.put("gradient/strong", new Shape(N, CLASSES));
            Map<String, List<double[]>> batches = new LinkedHashMap<>();
            shapes.keySet().forEach(name -> batches.put(name, new java.util.ArrayList<>()));
            for (int i = 0; i < BATCHES; i++) {
                Map<String, double[]> seen = seen(freeMatch, inputs, i, workspace.type());
                batches.get("loss/freematch").add(seen.get("loss"));
                batches.get("loss/cross-entropy").add(seen.get("loss/freematch-cross-entropy"));
                batches.get("loss/fairness")
                        .add(seen.getOrDefault("loss/freematch-fairness", new double[1]));
                batches.get("value/mask").add(seen.get("mask"));
                batches.get("state/thresholds").add(freeMatch.state());
                batches.get("gradient/strong").add(seen.get("gradient"));
            }
            return stacked(batches, shapes);
        }
    }

    /** UDA and FixMatch, whose thresholds are settings. */
    private record FixedThresholds() implements OracleCase {

        private static final int N = 24;
        private static final int CLASSES = 6;

        @Override
        public String name() {
            return "fixed-thresholds";
        }

        /** The first prediction is exactly as sure as the threshold asks. */
        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            float[] weak = random.gaussians(N * CLASSES);
            for (int i = 0; i < weak.length; i++) {
                weak[i] *= 2;
            }
            Arrays.fill(weak, 0, CLASSES, -1000);
            weak[1] = 3;
            weak[4] = 3;
            Shape shape = new Shape(1, N, CLASSES);
            return new Tensors()
                    .put("threshold", 0.5)
                    .put("temperature", 0.40625)
                    .put("weak", weak, shape)
                    .put("strong", random.gaussians(N * CLASSES), shape);
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            double threshold = inputs.number("threshold");
            Tensors out = new Tensors();
            for (UnsupervisedLoss loss :
                    List.of(
                            new Uda(threshold, inputs.number("temperature")),
                            new FixMatch(threshold))) {
                Map<String, double[]> seen = seen(loss, inputs, 0, workspace.type());
                out.put("loss/" + loss.name(), seen.get("loss")[0])
                        .put("value/" + loss.name() + "-mask", seen.get("mask"), new Shape(N))
                        .put(
                                "gradient/" + loss.name(),
                                seen.get("gradient"),
                                new Shape(N, CLASSES));
            }
            return out;
        }
    }
}
