package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.Intensity;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** The weak and the strong view, and their gradients. */
final class ViewCases {

    private ViewCases() {}

    static List<OracleCase> all() {
        return List.of(new Weak(), new Strong());
    }

    private record Weak() implements OracleCase {

        private static final FlipAndShift WEAK = new FlipAndShift(3);
        private static final int N = 8;
        private static final Shape SHAPE = new Shape(N, 2, 7, 9);

        @Override
        public String name() {
            return "weak-view";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            return new Tensors()
                    .put("images", Inputs.uniform(random, (int) SHAPE.size()), SHAPE)
                    .put("seed", random.gaussians((int) SHAPE.size()), SHAPE)
                    .put("view", Inputs.weakView(WEAK, random, N));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                NDArray images = step.leaf(inputs.array(step, "images"));
                NDArray view = WEAK.apply(step, images, Inputs.draws(inputs, "view"));
                NDArray product = NetworkCases.dot(step, inputs, "seed", view);
                return new Tensors()
                        .put("value/view", view)
                        .put("gradient/images", step.gradient(product, images));
            }
        }
    }

    private record Strong() implements OracleCase {

        private static final FlipAndShift WEAK = new FlipAndShift(3);
        private static final Intensity STRONG = new Intensity(2, 0.9);
        private static final int N = 24;
        private static final Shape SHAPE = new Shape(N, 1, 8, 8);

        @Override
        public String name() {
            return "strong-view";
        }

        /**
         * Auto-contrast must leave a constant and a nearly constant image; two are dark or bright.
         */
        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            float[] images = Inputs.uniform(random, (int) SHAPE.size());
            Arrays.fill(images, 0, 64, 0);
            for (int i = 0; i < 64; i++) {
                images[64 + i] *= 0.25f;
                images[128 + i] = 1 - 0.25f * images[128 + i];
                images[192 + i] = 0.5f + 0.0005f * images[192 + i];
            }
            Tensors view = Inputs.strongView(WEAK, STRONG, random, N);
            for (int image : new int[] {0, 3}) {
                view.get("kind").values()[2 * image] = 0;
                view.get("kind").values()[2 * image + 1] = 1;
                view.get("right").values()[image] = 0;
                view.get("down").values()[image] = 0;
            }
            return new Tensors()
                    .put("images", images, SHAPE)
                    .put("seed", random.gaussians((int) SHAPE.size()), SHAPE)
                    .put("view", view);
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                NDArray images = step.leaf(inputs.array(step, "images"));
                NDArray shifted = WEAK.apply(step, images, Inputs.draws(inputs, "view"));
                NDArray view = STRONG.apply(step, shifted, Inputs.draws(inputs, "view"));
                NDArray product = NetworkCases.dot(step, inputs, "seed", view);
                return new Tensors()
                        .put("value/view", view)
                        .put("gradient/images", step.gradient(product, images));
            }
        }
    }
}
