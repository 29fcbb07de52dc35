package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpssl.loss.CrossEntropy;
import org.mpssl.loss.FeatureGap;
import org.mpssl.loss.SyntheticConsistency;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Parameters;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The losses of features and labels, and their gradients. */
final class LossCases {

    private LossCases() {}

    static List<OracleCase> all() {
        return List.of(new Losses());
    }

    private static Parameters leaves(Step step, Tensors inputs, String... names) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (String name : names) {
            arrays.put(name, inputs.array(step, name));
        }
        return step.leaves(Parameters.of(arrays));
    }

    private record Losses() implements OracleCase {

        private static final int N = 6;
        private static final int CLASSES = 5;
        private static final int FEATURES = 7;

        @Override
        public String name() {
            return "losses";
        }

        /** Features are rectified, as a network's are; one row is zero, as a network's may be. */
        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            float[] weak = rectified(random, N * FEATURES);
            float[] strong = rectified(random, N * FEATURES);
            Arrays.fill(strong, 2 * FEATURES, 3 * FEATURES, 0);
            Shape shape = new Shape(N, FEATURES);
            return new Tensors()
                    .put("logits", random.gaussians(N * CLASSES), new Shape(N, CLASSES))
                    .put("labels", Inputs.classes(random, N, CLASSES))
                    .put("weak", weak, shape)
                    .put("strong", strong, shape);
        }

        private static float[] rectified(RandomStream random, int n) {
            float[] values = random.gaussians(n);
            for (int i = 0; i < n; i++) {
                values[i] = Math.max(0, values[i]);
            }
            return values;
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                Parameters logits = leaves(step, inputs, "logits");
                NDArray labels = inputs.indices(step, "labels");
                NDArray crossEntropy = CrossEntropy.mean(logits.get("logits"), labels);
                Parameters views = leaves(step, inputs, "weak", "strong");
                NDArray scr = SyntheticConsistency.mean(views.get("weak"), views.get("strong"));
                Parameters pair = leaves(step, inputs, "weak", "strong");
                NDArray gap = FeatureGap.meanSquaredError(pair.get("weak"), pair.get("strong"));
                return new Tensors()
                        .put("loss/cross-entropy", crossEntropy)
                        .put("loss/scr", scr)
                        .put("loss/gap", gap)
                        .put("gradient/cross-entropy", step.gradients(crossEntropy, logits))
                        .put("gradient/scr", step.gradients(scr, views))
                        .put("gradient/gap", step.gradients(gap, pair));
            }
        }
    }
}
