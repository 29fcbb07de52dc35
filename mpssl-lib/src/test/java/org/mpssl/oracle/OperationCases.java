package org.mpssl.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.mpssl.augment.CubukRandAugment;
import org.mpssl.augment.Draws;
import org.mpssl.augment.KorniaRandAugment;
import org.mpssl.augment.Transformation;
import org.mpssl.tensor.GradientMode;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;
import org.mpssl.tensor.Workspace;

/** Every operation of the strong policies by itself, and their magnitudes. */
final class OperationCases {

    private static final Shape SHAPE = new Shape(3, 3, 6, 7);

    private OperationCases() {}

    static List<OracleCase> all() {
        return List.of(
                new KorniaOperations(),
                new CubukOperations(),
                new Equalize(),
                new KorniaMagnitudes(),
                new CubukMagnitudes());
    }

    /** The result and the image gradient of one operation at one value per image. */
    private static void record(
            Tensors results,
            Step step,
            Tensors inputs,
            NDArray pixels,
            Transformation policy,
            int index,
            String name) {
        int n = (int) SHAPE.get(0);
        float[] all = inputs.floats("values");
        float[] value = new float[n];
        int[] operation = new int[n];
        for (int i = 0; i < n; i++) {
            value[i] = all[index * n + i];
            operation[i] = index;
        }
        Shape column = new Shape(n, 1);
        Draws draws =
                Draws.none().with("operation", operation, column).with("value", value, column);
        NDArray images = step.leaf(pixels);
        NDArray view = policy.apply(step, images, draws);
        // Equalize and posterize do not depend on the images at all.
        NDArray product =
                NetworkCases.dot(step, inputs, "seed", view).add(Operations.times(images.sum(), 0));
        results.put("value/" + name, view).put("gradient/" + name, step.gradient(product, images));
    }

    /** Values at a weak, a middle and a strong magnitude, one per image, some of them negative. */
    private record KorniaOperations() implements OracleCase {

        @Override
        public String name() {
            return "kornia-operations";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            int operations = KorniaRandAugment.operations().size();
            int n = (int) SHAPE.get(0);
            float[] values = new float[operations * n];
            for (int k = 0; k < values.length; k++) {
                KorniaRandAugment policy = new KorniaRandAugment(1, 4 + 11 * (k % n), false);
                values[k] = (float) policy.value(k / n, random.nextInt(2) == 1, SHAPE);
            }
            return new Tensors()
                    .put("images", Inputs.uniform(random, (int) SHAPE.size()), SHAPE)
                    .put("seed", random.gaussians((int) SHAPE.size()), SHAPE)
                    .put("values", values, new Shape(operations, n));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            Tensors results = new Tensors();
            List<String> names = KorniaRandAugment.operations();
            KorniaRandAugment policy = new KorniaRandAugment(1, 10, false);
            for (int k = 0; k < names.size(); k++) {
                try (Step step = workspace.step();
                        GradientMode on = GradientMode.on()) {
                    NDArray pixels = inputs.array(step, "images");
                    record(results, step, inputs, pixels, policy, k, names.get(k));
                }
            }
            return results;
        }
    }

    /** On images of 8 bits, which some of torchvision's operations need. */
    private record CubukOperations() implements OracleCase {

        @Override
        public String name() {
            return "cubuk-operations";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            int operations = CubukRandAugment.operations().size();
            int n = (int) SHAPE.get(0);
            float[] values = new float[operations * n];
            for (int k = 0; k < values.length; k++) {
                CubukRandAugment policy = new CubukRandAugment(1, 5 + 10 * (k % n), false);
                values[k] = (float) policy.value(k / n, random.nextInt(2) == 1, SHAPE);
            }
            byte[] pixels = new byte[(int) SHAPE.size()];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) random.nextInt(256);
            }
            return new Tensors()
                    .put("pixels", pixels, SHAPE)
                    .put("seed", random.gaussians((int) SHAPE.size()), SHAPE)
                    .put("values", values, new Shape(operations, n));
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            Tensors results = new Tensors();
            List<String> names = CubukRandAugment.operations();
            CubukRandAugment policy = new CubukRandAugment(1, 10, false);
            double[] levels = inputs.get("pixels").values().clone();
            for (int i = 0; i < levels.length; i++) {
                levels[i] /= 255;
            }
            for (int k = 0; k < names.size(); k++) {
                try (Step step = workspace.step();
                        GradientMode on = GradientMode.on()) {
                    NDArray pixels = step.array(levels, SHAPE);
                    record(results, step, inputs, pixels, policy, k, names.get(k));
                }
            }
            return results;
        }
    }

    /** Needs images of more than 255 pixels; the last one is flat. */
    private record Equalize() implements OracleCase {

        private static final Shape SHAPE = new Shape(3, 1, 22, 24);

        @Override
        public String name() {
            return "equalize";
        }

        /** Grey levels of 0 to 255: whole ones, real ones that crowd at the dark end, one only. */
        @Override
        public Tensors inputs(Workspace workspace) {
            RandomStream random = Inputs.stream(name());
            int size = (int) SHAPE.size() / 3;
            float[] levels = new float[3 * size];
            for (int i = 0; i < size; i++) {
                double u = random.nextDouble();
                levels[i] = 40 + random.nextInt(160);
                levels[size + i] = (float) (255 * u * u);
                levels[2 * size + i] = 77;
            }
            return new Tensors()
                    .put("images", levels, SHAPE)
                    .put("seed", random.gaussians((int) SHAPE.size()), SHAPE);
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            try (Step step = workspace.step();
                    GradientMode on = GradientMode.on()) {
                double[] levels = inputs.get("images").values().clone();
                for (int i = 0; i < levels.length; i++) {
                    levels[i] /= 255;
                }
                NDArray images = step.leaf(step.array(levels, SHAPE));
                int index = CubukRandAugment.operations().indexOf("Equalize");
                Shape column = new Shape(3, 1);
                Draws draws =
                        Draws.none()
                                .with("operation", new int[] {index, index, index}, column)
                                .with("value", new float[3], column);
                NDArray view = new CubukRandAugment(1, 0, false).apply(step, images, draws);
                NDArray product = NetworkCases.dot(step, inputs, "seed", view);
                return new Tensors()
                        .put("value/kornia", view)
                        .put("value/torchvision", view.get(0))
                        .put("gradient/images", step.gradient(product, images));
            }
        }
    }

    /** All values at some magnitudes, with a positive sign. */
    private record KorniaMagnitudes() implements OracleCase {

        @Override
        public String name() {
            return "kornia-magnitudes";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            int[] m = {1, 4, 10, 15, 22, 29};
            return new Tensors().put("m", m).put("size", new int[] {224, 192});
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            int[] size = inputs.integers("size");
            Tensors results = new Tensors();
            for (int m : inputs.integers("m")) {
                KorniaRandAugment policy = new KorniaRandAugment(1, m, false);
                double[] values = new double[KorniaRandAugment.operations().size()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = policy.value(k, false, new Shape(1, 3, size[0], size[1]));
                }
                results.put("value/magnitudes/" + m, values, new Shape(values.length));
            }
            return results;
        }
    }

    /** All values at all magnitudes, with a positive sign. */
    private record CubukMagnitudes() implements OracleCase {

        @Override
        public String name() {
            return "cubuk-magnitudes";
        }

        @Override
        public Tensors inputs(Workspace workspace) {
            return new Tensors().put("size", new int[] {224, 192});
        }

        @Override
        public Tensors outputs(Tensors inputs, Workspace workspace) {
            int[] size = inputs.integers("size");
            Tensors results = new Tensors();
            for (int m = 0; m <= 30; m++) {
                CubukRandAugment policy = new CubukRandAugment(1, m, false);
                double[] values = new double[CubukRandAugment.operations().size()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = policy.value(k, false, new Shape(1, 3, size[0], size[1]));
                }
                results.put("value/magnitudes/" + m, values, new Shape(values.length));
            }
            return results;
        }
    }
}
