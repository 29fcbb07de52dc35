package org.mpssl.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.mpssl.tensor.Operations;
import org.mpssl.tensor.RandomStream;
import org.mpssl.tensor.Step;

/**
 * The strong policy {@code intensity} of the embedded study: a few distinct operations per image
 * out of auto-contrast, brightness, contrast and sharpness, applied in random order.
 *
 * <p>Geometric operations are left out because they hurt on upright, centred 28-pixel images. Every
 * operation is {@code a x + b + s smooth(x)} with numbers of its image, so a whole batch of
 * different operations is one expression; the results are clamped to [0, 1]. The factor of a
 * brightness, contrast or sharpness operation is uniform in 1 +- strength; at factor 1 nothing
 * changes.
 *
 * @param operations how many operations per image, 0 to 4
 * @param strength how far factors reach from 1, 0 to 1
 */
public record Intensity(int operations, double strength) {

    private static final int KINDS = 4;

    // Kind 1, brightness, is the factor alone and needs no name.
    private static final int AUTO_CONTRAST = 0;
    private static final int CONTRAST = 2;
    private static final int SHARPNESS = 3;

    /** An image that spans less than this is left as it is by auto-contrast. */
    private static final double LEAST_RANGE = 1e-3;

    /** Checks the ranges. */
    public Intensity {
        if (operations < 0 || operations > KINDS || strength < 0 || strength > 1) {
            throw new IllegalArgumentException(
                    "intensity needs 0 to 4 operations and a strength of 0 to 1: %d, %s"
                            .formatted(operations, strength));
        }
    }

    /**
     * What was drawn for each image of a batch.
     *
     * @param kind the operations of each image, in order: 0 auto-contrast, 1 brightness, 2
     *     contrast, 3 sharpness
     * @param factor their factors
     */
    // Numbers in bulk, passed on and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record Draws(int[][] kind, float[][] factor) {}

    /**
     * Draws operations and factors.
     *
     * @param random the stream
     * @param n the batch size
     * @return one draw per image
     */
    public Draws draw(RandomStream random, int n) {
        Draws draws = new Draws(new int[n][operations], new float[n][operations]);
        for (int i = 0; i < n; i++) {
            int[] order = random.permutation(KINDS);
            for (int k = 0; k < operations; k++) {
                draws.kind[i][k] = order[k];
                draws.factor[i][k] = (float) (1 + strength * (2 * random.nextDouble() - 1));
            }
        }
        return draws;
    }

    /**
     * Applies draws.
     *
     * @param step the current scope
     * @param images (N, C, H, W) in [0, 1]
     * @param draws N draws
     * @return (N, C, H, W) in [0, 1]
     */
    public NDArray apply(Step step, NDArray images, Draws draws) {
        NDArray result = images;
        for (int k = 0; k < operations; k++) {
            result = applyOne(step, result, draws, k);
        }
        return result;
    }

    private static NDArray applyOne(Step step, NDArray x, Draws draws, int k) {
        int n = draws.kind.length;
        NDArray flat = x.reshape(n, -1);
        NDArray low = flat.min(new int[] {1}, true);
        NDArray range = flat.max(new int[] {1}, true).sub(low);
        NDArray stretches = range.gt(LEAST_RANGE).toType(step.type(), false);
        // 1 / range where it stretches, 1 where it does not: both branches stay finite.
        NDArray safeRange = range.mul(stretches).add(stretches.neg().add(1));
        NDArray stretch = range.onesLike().div(safeRange);
        NDArray mean = flat.mean(new int[] {1}, true);

        NDArray auto = chosen(step, draws, k, AUTO_CONTRAST);
        NDArray contrast = chosen(step, draws, k, CONTRAST);
        NDArray sharpness = chosen(step, draws, k, SHARPNESS);
        NDArray factor = factors(step, draws, k);
        NDArray rest = factor.neg().add(1);

        NDArray scale = factor.add(auto.mul(stretch.sub(factor)));
        NDArray offset =
                contrast.mul(rest).mul(mean).sub(auto.mul(stretches).mul(low).mul(stretch));
        NDArray smoothing = sharpness.mul(rest);
        NDArray result =
                x.mul(perImage(scale))
                        .add(perImage(offset))
                        .add(smooth(step, x).mul(perImage(smoothing)));
        return step.clampToUnit(result);
    }

    private static NDArray perImage(NDArray column) {
        return column.reshape(column.getShape().get(0), 1, 1, 1);
    }

    /** One where the k-th operation of an image is of a kind, else zero, (N, 1). */
    private static NDArray chosen(Step step, Draws draws, int k, int kind) {
        float[] values = new float[draws.kind.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = draws.kind[i][k] == kind ? 1 : 0;
        }
        return step.array(values, new Shape(values.length, 1));
    }

    /** The factor of the k-th operation of each image, (N, 1). */
    private static NDArray factors(Step step, Draws draws, int k) {
        float[] values = new float[draws.kind.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = draws.factor[i][k];
        }
        return step.array(values, new Shape(values.length, 1));
    }

    /** The smoothing filter of PIL's sharpness: [1 1 1; 1 5 1; 1 1 1] / 13, border pixels kept. */
    private static NDArray smooth(Step step, NDArray x) {
        NDManager manager = step.manager();
        Shape shape = x.getShape();
        long channels = shape.get(1);
        double[] kernel = new double[9];
        Arrays.fill(kernel, 1 / 13.0);
        kernel[4] = 5 / 13.0;
        NDArray weight = step.array(kernel, new Shape(1, 1, 3, 3));
        NDArray single = x.reshape(shape.get(0) * channels, 1, shape.get(2), shape.get(3));
        NDArray smoothed = Operations.convolve(single, weight, null, 1, 1).reshape(shape);
        NDArray inner =
                manager.ones(new Shape(1, 1, shape.get(2) - 2, shape.get(3) - 2), step.type());
        NDArray interior = Operations.pad(inner, 1);
        return x.add(smoothed.sub(x).mul(interior));
    }
}
