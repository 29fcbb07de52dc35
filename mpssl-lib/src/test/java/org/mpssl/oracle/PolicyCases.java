package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.augment.Border;
import org.mpssl.augment.Colour;
import org.mpssl.augment.CubukRandAugment;
import org.mpssl.augment.FixMatchRandAugment;
import org.mpssl.augment.FlipAndResizedCrop;
import org.mpssl.augment.FlipAndShift;
import org.mpssl.augment.KorniaRandAugment;
import org.mpssl.augment.Transformation;
import org.mpssl.augment.UdaRandAugment;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** Whole transformations from their draws, and their image gradients. */
final class PolicyCases {

    private PolicyCases() {}

    static List<OracleCase> all() {
        Colour mean = new Colour(List.of(0.25, 0.5, 0.75));
        return List.of(
                new View("shift-reflect", new FlipAndShift(4, Border.REFLECT), 6),
                new View("resized-crop", new FlipAndResizedCrop(0.08, 1, 0.75, 4 / 3.0), 6),
                new View("policy-kornia", new KorniaRandAugment(3, 10, false), 6),
                new View("policy-uda", new UdaRandAugment(mean, false), 12),
                new View("policy-fixmatch", new FixMatchRandAugment(3, true), 12),
                new View("policy-cubuk", new CubukRandAugment(2, 9, true), 12));
    }

    /**
     * One transformation of random images.
     *
     * @param name of the trace
     * @param transformation what is applied
     * @param n how many images
     */
    private record View(String name, Transformation transformation, int n) implements OracleCase {

        @Override
        public Tensors inputs(Workspace workspace) {
            Shape shape = new Shape(n, 3, 7, 8);
            RandomStream random = Inputs.stream(name);
            return new Tensors()
                    .put("images", Inputs.uniform(random, (int) shape.size()), shape)
                    .put("seed", random.gaussians((int) shape.size()), shape)
                    .put("draws", Inputs.recorded(transformation.draw(random, shape)));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                NDArray images = step.leaf(inputs.array(step, "images"));
                NDArray view = transformation.apply(step, images, Inputs.draws(inputs, "draws"));
                NDArray product = NetworkCases.dot(step, inputs, "seed", view);
                return new Tensors()
                        .put("value/view", view)
                        .put("gradient/images", step.gradient(product, images));
            }
        }
    }
}
